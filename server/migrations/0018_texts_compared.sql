-- Texts are found by what a page shows of them, and ordered as people order them (docs/domain.md, Texts that are compared).

-- Capitals of every script. A function of its own, so that the form below is of one collation.
create function small_letters(written text) returns text language sql immutable parallel safe as $$
  select lower(written collate "und-x-icu")
$$;

-- The rule in full: invisible characters are left out, accents composed, dressed-up letters plain, letters small, blanks one.
create function plain_form(written text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(
    normalize(replace(small_letters(normalize(
      regexp_replace(
        written,
        '[\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890-\u0891\u08E2\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]+',
        '', 'g'
      ), nfkc
    )), 'ς', 'σ'), nfkc),
    '[\u0001-\u0020\u007F-\u009F\u1680\u2028\u2029\u2800]+', ' ', 'g'
  ), ' ')
$$;

-- What a list is searched in: the same but for blanks, which no word of a search has. Every text of a list is looked at, so what is
-- usual must be quick: ASCII, then letters and signs that are their own form but for capitals.
create function searchable(written text) returns text language sql immutable parallel safe as $$
  select case
    when octet_length(written) = char_length(written) then lower(written collate "C")
    when written !~ '[^\u0001-\u007F\u00A1-\u00A7\u00A9\u00AB\u00AC\u00AE\u00B0\u00B1\u00B6\u00B7\u00BB\u00BF-\u0131\u0134-\u013E\u0141-\u0148\u014A-\u017E\u0180-\u01C3\u01CD-\u01F0\u01F4-\u024F\u0400-\u0481\u048A-\u052F\u0621-\u064A\u1E00-\u1E99\u1EA0-\u1EF9\u2010\u2012-\u2016\u2018-\u201F\u2022\u3041-\u3096\u30A1-\u30FA\u30FC\u4E00-\u9FFF\uAC00-\uD7A3\U0001F300-\U0001F6D0]' then small_letters(written)
    else plain_form(written)
  end
$$;

-- The form by which texts are compared; contract/comparable.ts is the same rule, which a test holds the two to.
create function comparable(written text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(searchable(written), '[\u0001-\u0020\u007F-\u009F]+', ' ', 'g'), ' ')
$$;

-- A pattern for `like` that finds a text anywhere, its own wildcards taken literally.
create function containing(searched text) returns text language sql immutable parallel safe as $$
  select '%' || regexp_replace(comparable(searched), '([\\%_])', '\\\1', 'g') || '%'
$$;

-- The order of people's texts: capitals and accents beside the plain letters, figures by what they count. What is alike to it is
-- ordered by its bytes, so that only the same text is equal.
create collation alphabetical (provider = icu, locale = 'und-u-kn-true');

-- Members by what a page calls them, in place of the order of bytes.
create index records_by_name on records (database_id, (coalesce(name, customer_text) collate alphabetical), id) where state <> 'deleted';
drop index records_name;
