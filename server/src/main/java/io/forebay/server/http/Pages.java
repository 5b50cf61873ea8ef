package io.forebay.server.http;

import java.util.function.Supplier;

/** What is answered. */
final class Pages {
    private final String version;
    private final String host;
    private final int sqlPort;
    private final Supplier<String> metrics;

    Pages(String version, String host, int sqlPort, Supplier<String> metrics) {
        this.version = version;
        this.host = host;
        this.sqlPort = sqlPort;
        this.metrics = metrics;
    }

    String metrics() {
        return metrics.get();
    }

    String health() {
        return "{\"status\":\"ok\",\"version\":\"" + version + "\"}\n";
    }

    String home() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Forebay</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
                code, pre { font: 14px/1.5 ui-monospace, monospace; background: #eef2f5; padding: .1rem .3rem; }
                pre { padding: .8rem; overflow-x: auto; }
                </style>
                </head>
                <body>
                <h1>Forebay</h1>
                <p>Version %1$s. It accepts SQL on <code>%2$s</code>, port <code>%3$d</code>.</p>
                <pre>psql -h %2$s -p %3$d -U forebay dev</pre>
                <p>What it loads: <code>SELECT * FROM sys_copy_job</code>. What it has loaded:
                <code>SELECT * FROM sys_load_history</code>. How its jobs are doing:
                <code>SELECT * FROM job_status</code>, <a href="/metrics">/metrics</a>.
                Whether it lives: <a href="/health">/health</a>.</p>
                </body>
                </html>
                """
                .formatted(version, host, sqlPort);
    }
}
