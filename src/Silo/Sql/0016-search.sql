-- Search by name and reference. Everything here follows from the row it is about: a person erased is gone from it in the same statement.

-- Words as they are compared: no accent, no capital, and whatever is neither letter nor digit (hyphens, both apostrophes, full stops) parts them.
create function jalon.words(text) returns text
    language sql immutable strict parallel safe as $$
    select btrim(regexp_replace(jalon.folded(normalize($1)), '[\x01-\x2f\x3a-\x60\x7b-\xbf\u2000-\u206f]+', ' ', 'g')) $$;

-- The words of one name, then its parts run together from each on: « de la Tour » is also found by « delatour » and « latour ».
create function jalon.name_words(name text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    words text := jalon.words(name);
    parts text[] := string_to_array(words, ' ');
    joined text := '';
begin
    if cardinality(parts) < 2 then return words; end if;
    for i in reverse cardinality(parts)..1 loop
        joined := parts[i] || joined;
        if i < cardinality(parts) then words := words || ' ' || joined; end if;
    end loop;
    return words;
end $$;

-- Under which keys the words are found: how each begins (three and four letters), and, from four letters on, its first six with any one of them left out.
-- Two spellings one letter or one swap apart share a key, however short they are; trigrams of a word of four letters share next to nothing with them.
-- Numbers, because an index keeps them faster than text; two keys of one number are told apart by reading the words.
create function jalon.word_keys(words text) returns int[]
    language plpgsql immutable strict parallel safe as $$
declare
    keys int[] := '{}';
    word text;
    head text;
begin
    foreach word in array string_to_array(words, ' ') loop
        keys := keys || hashtext(left(word, 3) || '*');
        continue when length(word) < 4;
        head := left(word, 6);
        keys := keys || hashtext(left(word, 4) || '*') || hashtext(head);
        for i in 1..length(head) loop
            keys := keys || hashtext(left(head, i - 1) || substr(head, i + 1));
        end loop;
    end loop;
    return keys;
end $$;

-- A reference without its signs: « 2026-0417 » is « 20260417 », whole or in part.
create function jalon.compact(reference text) returns text
    language sql immutable strict parallel safe as $$ select replace(jalon.words(reference), ' ', '') $$;

create function jalon.sign_of(hash bytea, place int) returns text
    language sql immutable strict parallel safe as $$ select substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', get_byte(hash, place) % 32 + 1, 1) $$;

-- What a file is called by those who may not read names: one sign for each of the first four bytes of a hash, as the program computes it.
create function jalon.pseudonym(id uuid) returns text
    language sql immutable strict parallel safe as $$
    select jalon.sign_of(sha256(uuid_send(id)), 0) || jalon.sign_of(sha256(uuid_send(id)), 1) || jalon.sign_of(sha256(uuid_send(id)), 2) || jalon.sign_of(sha256(uuid_send(id)), 3) $$;

-- The family name first: the words in their order are the alphabetical order of the people.
alter table jalon.person add column words text generated always as (jalon.name_words(family_name) || ' ' || jalon.name_words(given_name)) stored;

-- A short list of entries not sorted in yet, because each search reads it whole.
create index person_word_keys on jalon.person using gin (jalon.word_keys(words)) with (gin_pending_list_limit = 1024);
create index vacancy_word_keys on jalon.vacancy using gin (jalon.word_keys(jalon.words(title))) with (gin_pending_list_limit = 1024);
create index vacancy_compact on jalon.vacancy using gin (jalon.compact(reference) public.gin_trgm_ops) with (gin_pending_list_limit = 1024);
create index job_application_pseudonym on jalon.job_application (jalon.pseudonym(id));
