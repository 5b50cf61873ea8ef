COPY JOB RUN job_address;

COPY JOB RUN job_item;

COPY JOB RUN job_sale;

CALL load_fact_sale('2026-03-01');

CALL load_fact_sale('2026-03-02');
