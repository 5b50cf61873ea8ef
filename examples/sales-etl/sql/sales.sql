CREATE TEMP TABLE new_sale (sale_id INT, sold_at TIMESTAMP, customer_id INT, product_id INT, quantity INT, price NUMERIC(8,2));

COPY new_sale FROM 's3://lake/sales/{day}.csv'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  CSV;

-- The day is made anew.
DELETE FROM fact_sale WHERE sold_on = '{day}';

INSERT INTO fact_sale
SELECT sale_id, CAST(sold_at AS DATE), customer_id, product_id, quantity, quantity * price FROM new_sale;
