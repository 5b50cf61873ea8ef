CREATE TABLE IF NOT EXISTS dim_customer (
  customer_id  INT NOT NULL,
  name         VARCHAR(40),
  city         VARCHAR(20),
  changed      TIMESTAMP
) DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS dim_product (
  product_id  INT NOT NULL,
  name        VARCHAR(20),
  category    VARCHAR(12),
  changed     TIMESTAMP
) DISTSTYLE ALL;

CREATE TABLE IF NOT EXISTS fact_sale (
  sale_id      INT NOT NULL,
  sold_on      DATE,
  customer_id  INT,
  product_id   INT,
  quantity     INT,
  amount       NUMERIC(10,2)
) SORTKEY (sold_on);
