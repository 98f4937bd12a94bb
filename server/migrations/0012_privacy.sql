-- What is kept of people is what something still needs: answers for repeated requests, tombstones, lists that were imported.

-- Ids and counts alone: what an answer tells of anybody is read again, as its caller may read it then. The answers that were
-- kept whole are forgotten; their requests are still known to have been done.
alter table idempotency_keys add column kept_answer text;
update idempotency_keys set answer = null where answer is not null;

-- A record that was deleted for good is nobody's any more: of one customer a product, whose key is no text that can be typed.
create temporary table forgotten on commit drop as
  select distinct product_id, person_id, customer_id from records where state = 'deleted';
create temporary table nobody on commit drop as
  select product_id, nextval('persons_id_seq') as person_id, nextval('customers_id_seq') as customer_id
  from (select distinct product_id from forgotten) product;
insert into persons (id, product_id) select person_id, product_id from nobody;
insert into customers (id, product_id, person_id, key) select customer_id, product_id, person_id, ' ' from nobody;
update records set person_id = nobody.person_id, customer_id = nobody.customer_id
from nobody where records.state = 'deleted' and records.product_id = nobody.product_id;
delete from customers using forgotten, persons person
where customers.id = forgotten.customer_id and person.id = customers.person_id and not person.do_not_contact
  and not exists (select from records where records.person_id = customers.person_id and records.customer_id = customers.id)
  and not exists (select from reservations where reservations.customer_id = customers.id);
delete from persons using (select distinct person_id from forgotten) gone
where persons.id = gone.person_id and not persons.do_not_contact
  and not exists (select from customers where customers.person_id = persons.id);

-- How a list read is of use until it is imported.
update uploads set inspection = null where state = 'used';
