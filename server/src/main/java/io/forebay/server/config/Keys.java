package io.forebay.server.config;

import static io.forebay.server.config.Setting.Nature.COMMON;
import static io.forebay.server.config.Setting.Nature.PLAIN;
import static io.forebay.server.config.Setting.Nature.SECRET;

import io.forebay.engine.flow.host.task.HttpRules;
import io.forebay.server.http.aws.AccessKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every setting that there is, once. */
public final class Keys {
    public static final Setting<Path> DATA = new Setting<>(
            "data",
            Kinds.PATH,
            "./forebay-data",
            "",
            "The folder of the warehouse's file and of all else that must survive.",
            COMMON);
    public static final Setting<String> HOST = new Setting<>(
            "host",
            Kinds.TEXT,
            "127.0.0.1",
            "",
            "The address to listen on; one that others can reach needs a password and TLS.",
            COMMON);
    public static final Setting<Integer> SQL_PORT =
            new Setting<>("sql-port", Kinds.PORT, "5439", "", "The port for SQL clients; 0 picks a free one.", COMMON);
    public static final Setting<Integer> HTTP_PORT =
            new Setting<>("http-port", Kinds.PORT, "5480", "", "The port for HTTP; 0 picks a free one.", COMMON);
    public static final Setting<String> HTTP_HOST = new Setting<>(
            "http-host",
            Kinds.TEXT,
            null,
            "",
            "The address for HTTP; one that others can reach needs access keys and TLS. Without it, a loopback address.",
            PLAIN);
    public static final Setting<AccessKey> ACCESS_KEYS = new Setting<>(
            "access-key",
            Kinds.ACCESS_KEY,
            null,
            "",
            "A key that requests to the Data API are signed with; may be given several times. Without any, every signature is"
                    + " taken on a loopback address where user forebay has no password.",
            SECRET);
    public static final Setting<Map<String, Path>> BUCKETS = new Setting<>(
            "bucket", Kinds.BUCKET, null, "", "Serves s3://NAME/ from a folder; may be given several times.", COMMON);
    public static final Setting<URI> WAREHOUSE = new Setting<>(
            "warehouse",
            Kinds.ADDRESS,
            null,
            "",
            "The warehouse to load, such as postgresql://user@host/db; without it, an embedded DuckDB in the data folder.",
            COMMON);
    public static final Setting<Duration> POLL_INTERVAL = new Setting<>(
            "poll-interval", Kinds.DURATION, "2s", "", "The pause between two listings of a job's prefix.", COMMON);

    public static final Setting<String> PASSWORD = new Setting<>(
            "sql.password",
            Kinds.TEXT,
            null,
            "",
            "The password of user forebay, in clear or as a SCRAM-SHA-256 verifier.",
            SECRET);
    public static final Setting<Path> CERTIFICATE = new Setting<>(
            "sql.tls.certificate",
            Kinds.PATH,
            null,
            "",
            "The server's certificate chain, in PEM; without it, a self-signed one in the data folder.",
            PLAIN);
    public static final Setting<Path> KEY = new Setting<>(
            "sql.tls.key",
            Kinds.PATH,
            null,
            "",
            "The certificate's private key, in PEM (PKCS #8, no password).",
            PLAIN);
    public static final Setting<Integer> MAX_CONNECTIONS = new Setting<>(
            "sql.max-connections",
            Kinds.COUNT,
            "100",
            "connections",
            "The most SQL clients at one time; one more is refused.",
            PLAIN);

    public static final Setting<URI> S3_ENDPOINT = new Setting<>(
            "store.s3.endpoint",
            Kinds.ADDRESS,
            null,
            "",
            "Where S3 is; without it, AWS's own address of the region.",
            PLAIN);
    public static final Setting<String> S3_REGION = new Setting<>(
            "store.s3.region", Kinds.TEXT, null, "", "The buckets' region; without it, what the AWS SDK finds.", PLAIN);
    public static final Setting<Boolean> S3_PATH_STYLE = new Setting<>(
            "store.s3.path-style",
            Kinds.SWITCH,
            null,
            "",
            "Puts the bucket into the path instead of the host name; without it, true when an endpoint is set.",
            PLAIN);
    public static final Setting<String> S3_ACCESS_KEY_ID = new Setting<>(
            "store.s3.access-key-id",
            Kinds.TEXT,
            null,
            "",
            "The access key; without it, the AWS SDK's own chain is asked.",
            SECRET);
    public static final Setting<String> S3_SECRET_ACCESS_KEY =
            new Setting<>("store.s3.secret-access-key", Kinds.TEXT, null, "", "The secret of the access key.", SECRET);
    public static final Setting<String> S3_SESSION_TOKEN = new Setting<>(
            "store.s3.session-token", Kinds.TEXT, null, "", "The session token of temporary keys.", SECRET);
    public static final Setting<Duration> S3_CONNECT_TIMEOUT = new Setting<>(
            "store.s3.connect-timeout", Kinds.DURATION, "10s", "", "How long a connection to S3 may take.", PLAIN);
    public static final Setting<Duration> S3_READ_TIMEOUT = new Setting<>(
            "store.s3.read-timeout",
            Kinds.DURATION,
            "60s",
            "",
            "How long S3 may send nothing before it is asked again.",
            PLAIN);
    public static final Setting<List<URI>> S3_EVENTS_QUEUE = new Setting<>(
            "store.s3.events.queue",
            Kinds.ADDRESSES,
            null,
            "",
            "The SQS queues that S3's events come through, for all jobs; without one, buckets are listed.",
            PLAIN);
    public static final Setting<URI> S3_EVENTS_DEAD_LETTER_QUEUE = new Setting<>(
            "store.s3.events.dead-letter-queue",
            Kinds.ADDRESS,
            null,
            "",
            "Where to put messages that are no events; without it, the queue's redrive policy decides.",
            PLAIN);
    public static final Setting<URI> S3_EVENTS_ENDPOINT = new Setting<>(
            "store.s3.events.endpoint",
            Kinds.ADDRESS,
            null,
            "",
            "Where SQS is; without it, the host in the queue's URL.",
            PLAIN);
    public static final Setting<String> S3_EVENTS_REGION = new Setting<>(
            "store.s3.events.region",
            Kinds.TEXT,
            null,
            "",
            "The queues' region; without it, the one in the queue's URL, or else that of S3.",
            PLAIN);
    public static final Setting<Duration> S3_EVENTS_WAIT = new Setting<>(
            "store.s3.events.wait",
            Kinds.DURATION,
            "20s",
            "",
            "How long SQS waits for a message before it answers that there is none; 1s to 20s.",
            PLAIN);
    public static final Setting<Duration> S3_EVENTS_VISIBILITY = new Setting<>(
            "store.s3.events.visibility",
            Kinds.DURATION,
            "2m",
            "",
            "How long a message is hidden from others at a time; prolonged until its file is done with.",
            PLAIN);
    public static final Setting<Integer> S3_EVENTS_IN_FLIGHT = new Setting<>(
            "store.s3.events.in-flight",
            Kinds.COUNT,
            "10000",
            "messages",
            "The most messages of a queue that wait for their files at one time.",
            PLAIN);
    public static final Setting<Duration> QUIET_PERIOD = new Setting<>(
            "store.local.quiet-period",
            Kinds.DURATION,
            "2s",
            "",
            "How long a file must lie unchanged where its closing cannot be seen.",
            PLAIN);

    public static final Setting<Long> MEMORY_LIMIT = new Setting<>(
            "warehouse.memory-limit",
            Kinds.SIZE,
            "600MB",
            "",
            "DuckDB's own memory, beside the Java heap; past it DuckDB spills to disk.",
            PLAIN);
    public static final Setting<Integer> CONNECTIONS = new Setting<>(
            "warehouse.connections",
            Kinds.COUNT,
            null,
            "connections",
            "The most connections to a PostgreSQL warehouse; without it, 40. Each SQL client takes one.",
            PLAIN);
    public static final Setting<Integer> THREADS = new Setting<>(
            "warehouse.threads",
            Kinds.COUNT,
            null,
            "threads",
            "DuckDB's threads; without it, as many as there are processors.",
            PLAIN);
    public static final Setting<String> WAREHOUSE_SCHEMA = new Setting<>(
            "warehouse.schema",
            Kinds.TEXT,
            null,
            "",
            "Redshift: the schema of the ledger; without it, forebay.",
            PLAIN);
    public static final Setting<String> WAREHOUSE_STAGING = new Setting<>(
            "warehouse.staging",
            Kinds.TEXT,
            null,
            "",
            "Redshift: the prefix, such as s3://bucket/forebay-staging/, where the manifests of loads are put for it to read.",
            PLAIN);
    public static final Setting<String> WAREHOUSE_VIEWS = new Setting<>(
            "warehouse.views",
            Kinds.choice("stl", "sys"),
            null,
            "",
            "Redshift: the system views that tell of a load; without it, stl, and sys for a serverless workgroup's address.",
            PLAIN);
    public static final Setting<Integer> BATCH_FILES = new Setting<>(
            "load.batch-files",
            Kinds.COUNT,
            "20000",
            "files",
            "The most files that a job loads in one transaction.",
            PLAIN);
    public static final Setting<Long> BATCH_BYTES = new Setting<>(
            "load.batch-bytes",
            Kinds.SIZE,
            "4GB",
            "",
            "The most bytes, as stored, that a job loads in one transaction.",
            PLAIN);
    public static final Setting<Duration> LEASE_TIME = new Setting<>(
            "job.lease-time",
            Kinds.DURATION,
            "6s",
            "",
            "How long a server that is not heard of keeps its copy jobs, where several servers share a warehouse.",
            PLAIN);
    public static final Setting<Duration> BATCH_WAIT = new Setting<>(
            "load.batch-wait",
            Kinds.DURATION,
            "0ms",
            "",
            "How long a job that was told of a file waits for more of them, to load them in one transaction.",
            PLAIN);
    public static final Setting<Duration> RETRY_FOR = new Setting<>(
            "load.retry-for",
            Kinds.DURATION,
            "15m",
            "",
            "How long a job tries a file again that cannot be read while others can, before the file fails.",
            PLAIN);
    public static final Setting<Duration> WHOLE_SCAN = new Setting<>(
            "job.whole-scan-interval",
            Kinds.DURATION,
            "1h",
            "",
            "How often a job with KEYS ASCENDING lists its whole prefix, to find what came out of order.",
            PLAIN);
    public static final Setting<URI> WEBHOOK = new Setting<>(
            "alerts.webhook",
            Kinds.ADDRESS,
            null,
            "",
            "Where a message is posted, as JSON, when files fail, a job lags or an execution fails.",
            SECRET);
    public static final Setting<Duration> LAG_LIMIT = new Setting<>(
            "alerts.lag-limit",
            Kinds.DURATION,
            "10m",
            "",
            "From arrival to visible: a job that takes longer is told to the webhook.",
            PLAIN);
    public static final Setting<Boolean> EXECUTION_ALERTS = new Setting<>(
            "alerts.executions",
            Kinds.SWITCH,
            "true",
            "",
            "Tells the webhook of each execution of a state machine that has failed or timed out, too.",
            PLAIN);
    public static final Setting<Long> INFLATED_LIMIT = new Setting<>(
            "load.inflated-limit",
            Kinds.SIZE,
            "4GB",
            "",
            "What a compressed file may inflate to, or 200 times what is stored of it if that is more.",
            PLAIN);
    public static final Setting<Map<String, URI>> LAMBDAS = new Setting<>(
            "lambda",
            Kinds.LAMBDA,
            null,
            "",
            "Where the function is that LAMBDA 'NAME' of an external function or a task of a state machine means; for tasks also"
                    + " command: and a command line, with shell.allow. May be given several times.",
            SECRET);
    public static final Setting<Duration> LAMBDA_TIMEOUT = new Setting<>(
            "lambda-timeout",
            Kinds.DURATION,
            "60s",
            "",
            "How long a function may take: the endpoint of an external one for the rows of one call.",
            PLAIN);
    public static final Setting<Path> PIPELINES = new Setting<>(
            "pipeline-folder",
            Kinds.PATH,
            null,
            "",
            "A folder of state machines, schedules and triggers, NAME.asl.yaml (or .json), NAME.schedule.yaml and"
                    + " NAME.trigger.yaml, which are made at the start and when they change.",
            PLAIN);
    public static final Setting<Map<String, String>> PIPELINE_VALUES = new Setting<>(
            "pipeline",
            Kinds.NAMED_TEXT,
            null,
            "",
            "What ${NAME} is in the definitions of that folder; may be given several times.",
            PLAIN);
    public static final Setting<List<String>> HTTP_ALLOW = new Setting<>(
            "http-invoke.allow",
            Kinds.HOSTS,
            null,
            "",
            "The hosts that http:invoke of state machines may call; without it, none.",
            PLAIN);
    public static final Setting<Map<String, HttpRules.Connection>> HTTP_CONNECTIONS = new Setting<>(
            "connection",
            Kinds.CONNECTION,
            null,
            "",
            "How http:invoke logs in where a task names that connection; may be given several times.",
            SECRET);
    public static final Setting<Boolean> SHELL_ALLOW = new Setting<>(
            "shell.allow",
            Kinds.SWITCH,
            "false",
            "",
            "Whether state machines may run commands on this machine, as the server's user.",
            PLAIN);
    public static final Setting<Path> SHELL_FOLDER = new Setting<>(
            "shell.folder",
            Kinds.PATH,
            null,
            "",
            "Where those commands run; without it, in the pipeline folder, or else in the data folder.",
            PLAIN);
    public static final Setting<String> LOG_LEVEL = new Setting<>(
            "log.level",
            Kinds.choice("error", "warn", "info", "debug", "trace"),
            "info",
            "",
            "What is written to standard error.",
            PLAIN);

    private static final List<Setting<?>> ALL = List.of(
            DATA,
            HOST,
            SQL_PORT,
            HTTP_PORT,
            HTTP_HOST,
            ACCESS_KEYS,
            BUCKETS,
            WAREHOUSE,
            POLL_INTERVAL,
            PASSWORD,
            CERTIFICATE,
            KEY,
            MAX_CONNECTIONS,
            S3_ENDPOINT,
            S3_REGION,
            S3_PATH_STYLE,
            S3_ACCESS_KEY_ID,
            S3_SECRET_ACCESS_KEY,
            S3_SESSION_TOKEN,
            S3_CONNECT_TIMEOUT,
            S3_READ_TIMEOUT,
            S3_EVENTS_QUEUE,
            S3_EVENTS_DEAD_LETTER_QUEUE,
            S3_EVENTS_ENDPOINT,
            S3_EVENTS_REGION,
            S3_EVENTS_WAIT,
            S3_EVENTS_VISIBILITY,
            S3_EVENTS_IN_FLIGHT,
            QUIET_PERIOD,
            MEMORY_LIMIT,
            THREADS,
            CONNECTIONS,
            WAREHOUSE_SCHEMA,
            WAREHOUSE_STAGING,
            WAREHOUSE_VIEWS,
            BATCH_FILES,
            BATCH_BYTES,
            BATCH_WAIT,
            RETRY_FOR,
            WHOLE_SCAN,
            WEBHOOK,
            LAG_LIMIT,
            EXECUTION_ALERTS,
            LEASE_TIME,
            INFLATED_LIMIT,
            LAMBDAS,
            LAMBDA_TIMEOUT,
            PIPELINES,
            PIPELINE_VALUES,
            HTTP_ALLOW,
            HTTP_CONNECTIONS,
            SHELL_ALLOW,
            SHELL_FOLDER,
            LOG_LEVEL);

    private Keys() {}

    /** In the order of the reference. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
