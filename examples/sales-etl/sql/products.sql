CREATE TEMP TABLE new_product (LIKE dim_product);

COPY new_product FROM 's3://lake/products/{day}.csv'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  CSV;

DELETE FROM dim_product USING new_product n
WHERE n.product_id = dim_product.product_id AND n.changed >= dim_product.changed;

INSERT INTO dim_product
SELECT n.* FROM new_product n
WHERE NOT EXISTS (SELECT 1 FROM dim_product d WHERE d.product_id = n.product_id);
