-- Most names are one word of plain letters once folded: they have no other writing, and need none of what parts and joins words. Same words as before for every name.
create or replace function jalon.name_words(name text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    words text := jalon.folded(normalize(name));
    parts text[];
    joined text := '';
begin
    if words ~ '^[a-z]+$' then return words; end if;
    words := jalon.words(name);
    parts := string_to_array(words, ' ');
    if cardinality(parts) < 2 then return words; end if;
    for i in reverse cardinality(parts)..1 loop
        joined := parts[i] || joined;
        if i < cardinality(parts) then words := words || ' ' || joined; end if;
    end loop;
    return words;
end $$;
