CREATE TABLE cab_trips (
  vendor          VARCHAR(4),
  picked_up       TIMESTAMP,
  dropped_off     TIMESTAMP,
  passengers      INT,
  distance        FLOAT4,
  fare            NUMERIC(8,2),
  payment         VARCHAR(4)
) DISTSTYLE EVEN SORTKEY (passengers, picked_up);

COPY public.cab_trips FROM 's3://lake/Customer_1'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  DATEFORMAT 'auto' TIMEFORMAT 'auto' IGNOREHEADER 1 DELIMITER ',' IGNOREBLANKLINES REGION 'us-east-1'
  JOB CREATE job_green_cab AUTO ON;

COPY public.cab_trips FROM 's3://lake/Customer_2'
  IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
  DATEFORMAT 'auto' TIMEFORMAT 'auto' IGNOREHEADER 1 DELIMITER ',' IGNOREBLANKLINES REGION 'us-east-1'
  JOB CREATE job_red_cab AUTO ON;
