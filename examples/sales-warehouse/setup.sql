CREATE TABLE stage_address (address_id INT, street VARCHAR(40), city VARCHAR(20), changed TIMESTAMP);

CREATE TABLE stage_item (item_id INT, name VARCHAR(20), category VARCHAR(12), price NUMERIC(8,2), changed TIMESTAMP);

CREATE TABLE landed_sale (sale_id INT, version INT, sold_at TIMESTAMP, item_id INT, address_id INT, quantity INT);

CREATE TABLE dim_address (address_id INT, street VARCHAR(40), city VARCHAR(20), changed TIMESTAMP) DISTSTYLE ALL;

CREATE TABLE dim_item (
  item_id   INT,
  name      VARCHAR(20),
  category  VARCHAR(12),
  price     NUMERIC(8,2),
  since     TIMESTAMP,
  until     TIMESTAMP
) DISTSTYLE ALL SORTKEY (item_id, since);

CREATE TABLE fact_sale (
  sale_id     INT,
  sold_on     DATE,
  sold_at     TIMESTAMP,
  item_id     INT,
  item_since  TIMESTAMP,
  address_id  INT,
  quantity    INT,
  amount      NUMERIC(10,2)
) SORTKEY (sold_on);

-- Type 1: the newest state of an address counts, an older one changes nothing.
CREATE OR REPLACE PROCEDURE load_dim_address()
AS $$
BEGIN
  CALL forebay.upsert('stage_address', 'dim_address', 'address_id', sequence => 'changed');
  DELETE FROM stage_address;
END;
$$ LANGUAGE plpgsql;

-- Type 2: each change of an item opens a version, in whatever order the changes come.
CREATE OR REPLACE PROCEDURE load_dim_item()
AS $$
BEGIN
  CALL forebay.scd2('stage_item', 'dim_item', 'item_id', 'changed', 'since', 'until');
  DELETE FROM stage_item;
END;
$$ LANGUAGE plpgsql;

-- One day's facts, made anew: of a sale that was sent again the last version, with the item as it was when it was sold.
CREATE OR REPLACE PROCEDURE load_fact_sale(run_date IN DATE, loaded OUT INT)
AS $$
DECLARE
  landed INT;
BEGIN
  DELETE FROM fact_sale WHERE sold_on = run_date;
  INSERT INTO fact_sale
  SELECT s.sale_id, CAST(s.sold_at AS DATE), s.sold_at, s.item_id, i.since, s.address_id, s.quantity,
         s.quantity * i.price
  FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY sale_id ORDER BY version DESC) AS newest FROM landed_sale) s
  LEFT JOIN dim_item i
    ON i.item_id = s.item_id AND s.sold_at >= i.since AND (s.sold_at < i.until OR i.until IS NULL)
  WHERE s.newest = 1 AND s.sold_at >= run_date AND s.sold_at < DATEADD(day, 1, run_date);
  GET DIAGNOSTICS loaded := ROW_COUNT;
  SELECT count(DISTINCT sale_id) INTO landed FROM landed_sale
  WHERE sold_at >= run_date AND sold_at < DATEADD(day, 1, run_date);
  IF loaded <> landed THEN
    RAISE EXCEPTION '% sales landed for %, and % are loaded', landed, run_date, loaded;
  END IF;
END;
$$ LANGUAGE plpgsql;

COPY stage_address FROM 's3://lake/addresses/'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  CSV
  JOB CREATE job_address AUTO ON THEN CALL load_dim_address();

COPY stage_item FROM 's3://lake/items/'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  CSV
  JOB CREATE job_item AUTO ON THEN CALL load_dim_item();

COPY landed_sale FROM 's3://lake/sales/'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  CSV
  JOB CREATE job_sale AUTO ON;
