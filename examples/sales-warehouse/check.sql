-- Each day: sales, pieces, revenue.
SELECT sold_on, count(*) AS sales, sum(quantity) AS pieces, sum(amount) AS revenue
FROM fact_sale GROUP BY sold_on ORDER BY sold_on;

-- Revenue by category, as the item was when it was sold.
SELECT i.category, sum(f.amount) AS revenue
FROM fact_sale f JOIN dim_item i ON i.item_id = f.item_id AND i.since = f.item_since
GROUP BY i.category ORDER BY i.category;

-- Revenue by city, as the address is now.
SELECT a.city, sum(f.amount) AS revenue
FROM fact_sale f JOIN dim_address a ON a.address_id = f.address_id
GROUP BY a.city ORDER BY a.city;

-- The history of an item.
SELECT item_id, category, price, since, until FROM dim_item WHERE item_id IN (10, 11) ORDER BY item_id, since;

-- Sales of items that nobody has told of yet.
SELECT sale_id, item_id FROM fact_sale WHERE item_since IS NULL ORDER BY sale_id;

-- Must be 0: versions that overlap, and items without exactly one version that is open.
SELECT (SELECT count(*) FROM dim_item a JOIN dim_item b
        ON a.item_id = b.item_id AND a.since < b.since AND (a.until IS NULL OR a.until > b.since)) AS overlapping,
       (SELECT count(*) FROM (SELECT item_id FROM dim_item GROUP BY item_id
        HAVING sum(CASE WHEN until IS NULL THEN 1 ELSE 0 END) <> 1) n) AS not_one_open;

-- Must be 0: what is left in the stages.
SELECT (SELECT count(*) FROM stage_address) AS addresses, (SELECT count(*) FROM stage_item) AS items;

-- The files, each loaded once.
SELECT j.job_name, d.file_name, d.status
FROM sys_copy_job_detail d JOIN sys_copy_job j ON j.job_id = d.job_id
ORDER BY j.job_name, d.file_name;
