-- Each day: sales, pieces, revenue.
SELECT sold_on, count(*) AS sales, sum(quantity) AS pieces, sum(amount) AS revenue
FROM fact_sale GROUP BY sold_on ORDER BY sold_on;

-- Revenue by category.
SELECT p.category, sum(f.amount) AS revenue
FROM fact_sale f JOIN dim_product p ON p.product_id = f.product_id
GROUP BY p.category ORDER BY p.category;

-- Revenue by city.
SELECT c.city, sum(f.amount) AS revenue
FROM fact_sale f JOIN dim_customer c ON c.customer_id = f.customer_id
GROUP BY c.city ORDER BY c.city;
