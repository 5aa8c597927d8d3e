-- The same words, keys and signs as before (0016, 0038), for less: a file of applications spends a fifth of the server's time on them.

-- Most names are one word of letters without accent: nothing to fold, nothing to part.
create or replace function jalon.name_words(name text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    words text;
    parts text[];
    joined text := '';
begin
    if name ~ '^[A-Za-z]+$' then return lower(name); end if;
    words := jalon.folded(normalize(name));
    if words ~ '^[a-z]+$' then return words; end if;
    words := jalon.words(name);
    if strpos(words, ' ') = 0 then return words; end if;
    parts := string_to_array(words, ' ');
    for i in reverse cardinality(parts)..1 loop
        joined := parts[i] || joined;
        if i < cardinality(parts) then words := words || ' ' || joined; end if;
    end loop;
    return words;
end $$;

-- One expression for the keys of a word, by the length of its beginning, in the place of a turn for each key.
create or replace function jalon.word_keys(words text) returns int[]
    language plpgsql immutable strict parallel safe as $$
declare
    keys int[] := '{}';
    word text;
begin
    foreach word in array string_to_array(words, ' ') loop
        case least(length(word), 6)
            when 6 then
                keys := keys || array[
                    hashtext(left(word, 3) || '*'), hashtext(left(word, 4) || '*'), hashtext(left(word, 6)), hashtext(substr(word, 2, 5)), hashtext(left(word, 1) || substr(word, 3, 4)),
                    hashtext(left(word, 2) || substr(word, 4, 3)), hashtext(left(word, 3) || substr(word, 5, 2)), hashtext(left(word, 4) || substr(word, 6, 1)), hashtext(left(word, 5))];
            when 5 then
                keys := keys || array[
                    hashtext(left(word, 3) || '*'), hashtext(left(word, 4) || '*'), hashtext(word), hashtext(substr(word, 2)), hashtext(left(word, 1) || substr(word, 3)),
                    hashtext(left(word, 2) || substr(word, 4)), hashtext(left(word, 3) || substr(word, 5)), hashtext(left(word, 4))];
            when 4 then
                keys := keys || array[
                    hashtext(left(word, 3) || '*'), hashtext(left(word, 4) || '*'), hashtext(word), hashtext(substr(word, 2)), hashtext(left(word, 1) || substr(word, 3)),
                    hashtext(left(word, 2) || substr(word, 4)), hashtext(left(word, 3))];
            else keys := keys || hashtext(left(word, 3) || '*');
        end case;
    end loop;
    return keys;
end $$;

-- The hash is computed once for its four signs.
create or replace function jalon.pseudonym(id uuid) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    hash bytea := sha256(uuid_send(id));
begin
    return jalon.sign_of(hash, 0) || jalon.sign_of(hash, 1) || jalon.sign_of(hash, 2) || jalon.sign_of(hash, 3);
end $$;
