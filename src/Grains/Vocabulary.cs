namespace Jalon.Grains;

/// <summary>Roles, held per organisation (a person may hold several).</summary>
public enum Role
{
    Recruiter, HrLead, LineManager, Assessor, Candidate, FiliereHr, CareerAdvisor, TrainingAdvisor, Approver, SensitiveReader, DataProtection, Administrator,
}

/// <summary>The spine of a candidacy: fixed, so that organisations can be compared. An organisation may relabel a stage, never reorder it.</summary>
public enum Stage { Received = 1, Admissible, Preselected, Interview, Selected, Finalising, Confirmed, InPost }

/// <summary>The two versions an experiment compares; A is the usual one.</summary>
public enum Variant { A, B }

/// <summary>Versant of the civil service.</summary>
public enum Branch { State, Territorial, Hospital }

/// <summary>Category of a post or an agent.</summary>
public enum Category { APlus, A, B, C }

/// <summary>What a person is to the administration: titulaire, contractuel, externe.</summary>
public enum CandidateStatus { CivilServant, ContractAgent, External }
