-- Each row is something that is wrong: how often, and what.
SELECT count(*) AS rows, 'sales of an unknown product' AS wrong
FROM fact_sale f LEFT JOIN dim_product p ON p.product_id = f.product_id
WHERE f.sold_on = '{day}' AND p.product_id IS NULL
HAVING count(*) > 0
UNION ALL
SELECT count(*), 'sales to an unknown customer'
FROM fact_sale f LEFT JOIN dim_customer c ON c.customer_id = f.customer_id
WHERE f.sold_on = '{day}' AND c.customer_id IS NULL
HAVING count(*) > 0
UNION ALL
SELECT count(*) - count(DISTINCT sale_id), 'sales twice'
FROM fact_sale
HAVING count(*) > count(DISTINCT sale_id)
UNION ALL
SELECT count(*), 'sales on {day}'
FROM fact_sale
WHERE sold_on = '{day}'
HAVING count(*) = 0
ORDER BY 2;
