-- Keys of customers leave out every character that nobody sees (contract/invisible-characters.ts); so far some stayed in them.
-- A key that holds one becomes the one that the same text is given now, so that whoever types or imports it again finds that
-- customer. Where another customer of the product has that key, or several would come to the same one, the first by id has
-- it and the others keep theirs: they stay customers of their own, with all that is theirs.

with unseen (characters) as (
  values ('[\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890-\u0891\u08E2\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]')
), spelled as materialized (
  select customers.id, product_id,
    normalize(btrim(regexp_replace(regexp_replace(key, unseen.characters, '', 'g'), '\s+', ' ', 'g')), nfc) as key
  from customers, unseen where not keyed_by_phone and key ~ unseen.characters
), first as (
  select distinct on (product_id, key) id, product_id, key from spelled where key <> '' order by product_id, key, id
)
update customers set key = first.key
from first
where customers.id = first.id
  and not exists (select from customers other where other.product_id = first.product_id and other.key = first.key);
