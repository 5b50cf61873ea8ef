CREATE TEMP TABLE new_customer (LIKE dim_customer);

COPY new_customer FROM 's3://lake/customers/{day}.csv'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  CSV;

-- What is known to be newer stays: a day may be loaded again after a later one.
DELETE FROM new_customer USING dim_customer d
WHERE d.customer_id = new_customer.customer_id AND d.changed > new_customer.changed;

MERGE INTO dim_customer USING new_customer n ON dim_customer.customer_id = n.customer_id
WHEN MATCHED THEN UPDATE SET name = n.name, city = n.city, changed = n.changed
WHEN NOT MATCHED THEN INSERT VALUES (n.customer_id, n.name, n.city, n.changed);
