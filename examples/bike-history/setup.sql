CREATE TABLE bike_stage (
  bike      INT,
  happened  TIMESTAMP,
  what      VARCHAR(10),
  station   INT,
  place     VARCHAR(64)
) DISTKEY (bike) SORTKEY (bike, happened);

CREATE TABLE bike_history (
  bike      INT,
  since     TIMESTAMP,
  until     TIMESTAMP,
  status    VARCHAR(10),
  station   INT,
  place     VARCHAR(64)
) DISTKEY (bike) SORTKEY (bike, until, since);

CREATE TABLE bike_loads (
  manifest  VARCHAR(1024),
  events    INT
);

CREATE EXTERNAL FUNCTION f_next_manifest(VARCHAR, VARCHAR)
RETURNS VARCHAR(1024)
VOLATILE
LAMBDA 'next-manifest'
IAM_ROLE 'arn:aws:iam::123456789012:role/lambda';

CREATE OR REPLACE PROCEDURE sp_load_bikes(prefix IN VARCHAR)
AS $$
DECLARE
  others         INT;
  late           INT;
  loaded         INT;
  last_manifest  VARCHAR(1024);
  next_manifest  VARCHAR(1024);
BEGIN
  -- One at a time: each says that it runs before it looks for others.
  SET query_group TO 'sp_load_bikes';
  SELECT count(*) INTO others FROM stv_inflight WHERE label = 'sp_load_bikes' AND pid <> pg_backend_pid();
  IF others > 0 THEN
    RESET query_group;
    RAISE NOTICE 'the bikes are being loaded already';
    RETURN;
  END IF;

  -- What came behind the last manifest whose load was committed.
  SELECT max(manifest) INTO last_manifest FROM bike_loads;
  next_manifest := f_next_manifest(prefix, last_manifest);
  IF next_manifest IS NULL THEN
    RESET query_group;
    RAISE NOTICE 'there is nothing new';
    RETURN;
  END IF;
  EXECUTE 'COPY bike_stage FROM ''' || next_manifest || ''' IAM_ROLE ''arn:aws:iam::123456789012:role/loader'''
    || ' MANIFEST FORMAT JSON ''auto'' TIMEFORMAT ''auto''';
  GET DIAGNOSTICS loaded := ROW_COUNT;

  -- The merge below takes it that events come in order.
  SELECT count(*) INTO late
  FROM bike_stage e JOIN bike_history h ON e.bike = h.bike AND h.since >= e.happened;
  IF late > 0 THEN
    RAISE EXCEPTION '% events are older than the history of their bikes', late;
  END IF;

  -- The version of each bike that its first event ends.
  CREATE TEMP TABLE closing AS
    SELECT bike, since, happened AS until, status, station, place FROM (
      SELECT h.bike, h.since, e.happened, h.status, h.station, h.place,
             ROW_NUMBER() OVER (PARTITION BY e.bike ORDER BY e.happened) AS nth
      FROM bike_stage e JOIN bike_history h
        ON e.bike = h.bike AND h.since <= e.happened AND h.until > e.happened) ended
    WHERE nth = 1;

  DELETE FROM bike_history USING closing
  WHERE bike_history.bike = closing.bike AND bike_history.since = closing.since;

  -- A version for each event, up to the bike's next event; and the ended ones.
  INSERT INTO bike_history
    SELECT bike, happened, until, what, station, place FROM (
      SELECT a.bike, a.happened, COALESCE(b.happened, TIMESTAMP '9999-12-31 23:59:59') AS until,
             a.what, a.station, a.place,
             ROW_NUMBER() OVER (PARTITION BY a.bike, a.happened ORDER BY b.happened) AS nth
      FROM bike_stage a LEFT JOIN bike_stage b ON a.bike = b.bike AND a.happened < b.happened) begun
    WHERE nth = 1
    UNION ALL SELECT * FROM closing;

  DROP TABLE closing;
  INSERT INTO bike_loads VALUES (next_manifest, loaded);
  RESET query_group;
  RAISE INFO '% events', loaded;

  -- Commits all of this together.
  TRUNCATE bike_stage;
END;
$$ LANGUAGE plpgsql;
