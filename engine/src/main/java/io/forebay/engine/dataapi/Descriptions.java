package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements as the API shows them. */
final class Descriptions {
    private Descriptions() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Seconds since 1970, with a fraction. */
    static BigDecimal time(long micros) {
        return BigDecimal.valueOf(micros, 6).setScale(3, RoundingMode.DOWN);
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void target(ObjectNode node, Submission submission) {
        Target target = submission.target();
        put(node, "ClusterIdentifier", target.cluster());
        put(node, "WorkgroupName", target.workgroup());
        put(node, "Database", target.database());
        put(node, "DbUser", target.dbUser());
        put(node, "SecretArn", target.secretArn());
        put(node, "SessionId", submission.sessionId());
    }

    static ObjectNode submitted(Kept kept) {
        ObjectNode node = object().put("Id", kept.id());
        node.put("CreatedAt", time(kept.created()));
        target(node, kept.submission());
        node.putArray("DbGroups");
        node.put("Status", kept.status().name());
        node.put("HasResultSet", kept.hasResult());
        if (kept.pid() > 0) {
            node.put("RedshiftPid", kept.pid());
        }
        return node;
    }

    static ObjectNode described(Kept kept) {
        Submission submission = kept.submission();
        ObjectNode node = object().put("Id", kept.id());
        target(node, submission);
        node.put("Status", kept.status().name());
        put(node, "Error", kept.error());
        node.put("CreatedAt", time(kept.created()));
        node.put("UpdatedAt", time(kept.updated()));
        node.put("Duration", kept.duration());
        node.put("RedshiftPid", kept.pid());
        node.put("HasResultSet", kept.hasResult());
        node.put("ResultFormat", submission.csv() ? "CSV" : "JSON");
        parameters(node, submission.parameters());
        if (submission.batch()) {
            node.put("ExecutionMode", submission.autoCommit() ? "AUTO_COMMIT" : "TRANSACTION");
            node.put("RedshiftQueryId", 0);
            node.put("ResultRows", sum(kept, true));
            node.put("ResultSize", sum(kept, false));
            ArrayNode parts = node.putArray("SubStatements");
            for (int i = 0; i < kept.parts().size(); i++) {
                parts.add(part(kept, i));
            }
        } else {
            Part part = kept.parts().get(0);
            node.put("QueryString", part.sql());
            node.put("RedshiftQueryId", part.queryId());
            node.put("ResultRows", part.rows());
            node.put("ResultSize", part.size());
        }
        return node;
    }

    private static long sum(Kept kept, boolean rows) {
        List<Long> numbers = kept.parts().stream()
                .map(part -> rows ? part.rows() : part.size())
                .filter(number -> number >= 0)
                .toList();
        return numbers.isEmpty()
                ? -1
                : numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static ObjectNode part(Kept kept, int index) {
        Part part = kept.parts().get(index);
        ObjectNode node = object().put("Id", kept.id() + ":" + (index + 1));
        node.put("QueryString", part.sql());
        node.put("Status", part.status().name());
        put(node, "Error", part.error());
        node.put("CreatedAt", time(part.created()));
        node.put("UpdatedAt", time(part.updated()));
        node.put("Duration", part.duration());
        node.put("HasResultSet", part.hasResult());
        node.put("RedshiftQueryId", part.queryId());
        node.put("ResultRows", part.rows());
        node.put("ResultSize", part.size());
        return node;
    }

    private static void parameters(ObjectNode node, List<Parameter> parameters) {
        if (!parameters.isEmpty()) {
            ArrayNode list = node.putArray("QueryParameters");
            parameters.forEach(each -> list.addObject().put("name", each.name()).put("value", each.value()));
        }
    }

    static ObjectNode listed(Kept kept) {
        Submission submission = kept.submission();
        ObjectNode node = object().put("Id", kept.id());
        if (submission.batch()) {
            ArrayNode texts = node.putArray("QueryStrings");
            submission.sqls().forEach(texts::add);
        } else {
            node.put("QueryString", submission.sqls().get(0));
        }
        put(node, "SecretArn", submission.target().secretArn());
        node.put("Status", kept.status().name());
        put(node, "StatementName", submission.name());
        put(node, "SessionId", submission.sessionId());
        node.put("CreatedAt", time(kept.created()));
        node.put("UpdatedAt", time(kept.updated()));
        node.put("IsBatchStatement", submission.batch());
        node.put("ResultFormat", submission.csv() ? "CSV" : "JSON");
        parameters(node, submission.parameters());
        return node;
    }

    static ObjectNode session(KeptSessions.KeptSession session) {
        ObjectNode node = object().put("SessionId", session.id).put("Status", session.status());
        node.put("CreatedAt", time(Statements.micros(session.created)));
        node.put("UpdatedAt", time(Statements.micros(session.updated())));
        put(node, "ClusterIdentifier", session.target.cluster());
        put(node, "WorkgroupName", session.target.workgroup());
        put(node, "Database", session.target.database());
        put(node, "DbUser", session.target.dbUser());
        node.put("SessionAliveSeconds", session.alive().toSeconds());
        put(node, "CurrentStatementId", session.statement());
        return node;
    }

    /** What EventBridge would be told. SOURCE: Amazon Redshift Management Guide, "Monitoring events for the Data API". */
    static ObjectNode event(Kept kept, String database) {
        Submission submission = kept.submission();
        Instant time = Instant.ofEpochSecond(kept.updated() / 1_000_000);
        ObjectNode event = object().put("version", "0");
        event.put("id", eventId(kept));
        event.put("detail-type", "Redshift Data Statement Status Change");
        event.put("source", "aws.redshift-data");
        event.put("account", "000000000000");
        event.put("time", time.toString());
        event.put("region", "local");
        String where = submission.target().workgroup() != null
                ? "arn:aws:redshift-serverless:local:000000000000:workgroup/"
                        + submission.target().workgroup()
                : "arn:aws:redshift:local:000000000000:cluster:"
                        + (submission.target().cluster() == null
                                ? database
                                : submission.target().cluster());
        event.putArray("resources").add(where);
        ObjectNode detail = event.putObject("detail");
        detail.put("principal", submission.caller());
        detail.put("statementName", submission.name() == null ? "" : submission.name());
        detail.put("statementId", kept.id());
        detail.put(
                "redshiftQueryId", submission.batch() ? -1 : kept.parts().get(0).queryId());
        detail.put("state", kept.status().name());
        detail.put("rows", Math.max(sum(kept, true), 0));
        detail.put("expireAt", kept.updated() / 1_000_000 + Statements.KEPT.toSeconds());
        put(detail, "error", kept.error());
        return event;
    }

    /** The same whenever the end of a statement is told of. */
    private static String eventId(Kept kept) {
        String what = kept.id() + '\n' + kept.status();
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
