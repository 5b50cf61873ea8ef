SELECT vendor, count(*) AS trips, sum(passengers) AS passengers, sum(fare) AS fares
FROM cab_trips GROUP BY vendor ORDER BY vendor;

SELECT j.job_name, d.file_name, d.status
FROM sys_copy_job_detail d JOIN sys_copy_job j ON j.job_id = d.job_id
ORDER BY j.job_name, d.file_name;

SELECT filename, line_number, colname, err_code, raw_field_value FROM stl_load_errors;
