SELECT * FROM bike_history ORDER BY bike, since;

SELECT manifest, events FROM bike_loads ORDER BY manifest;

SELECT count(*) FROM bike_stage;
