package io.forebay.server.wire;

import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.warehouse.ResultColumn;
import java.io.IOException;
import java.util.List;

/**
 * Runs the statements of one text one after the other; several form one transaction. SOURCE: PostgreSQL's manual,
 * "Simple Query".
 */
final class SimpleQuery {
    private final Conversation.Context context;

    SimpleQuery(Conversation.Context context) {
        this.context = context;
    }

    void run(String text) throws IOException {
        List<Statement> statements = statements(context, text);
        if (statements.isEmpty()) {
            context.out().begin('I').end();
            return;
        }
        int last = statements.size() - 1;
        for (int i = 0; i <= last; i++) {
            Statement statement = context.transaction().admit(statements.get(i));
            if (last > 0 && !(statement instanceof Statement.Transaction)) {
                context.transaction().enter();
            }
            String tag = run(statement);
            context.transaction().ran(statement);
            if (i == last) {
                context.transaction().commit();
            }
            context.complete(tag);
        }
    }

    private String run(Statement statement) throws IOException {
        if (WireTransaction.ends(statement)) {
            context.portals().closePortalsExcept(null);
        }
        try (Prepared prepared = context.session().prepare(statement, List.of());
                Result result = prepared.execute(List.of())) {
            List<ResultColumn> columns = result.rows().columns();
            if (columns.isEmpty()) {
                return result.tag();
            }
            if (statement instanceof Statement.CopyOut copy) {
                return CopyMessages.send(copy, result, context);
            }
            RowSender.describe(columns, FormatCodes.TEXT, context.out());
            long sent =
                    RowSender.of(columns, columns, FormatCodes.TEXT, context).send(result.rows(), 0);
            return CommandTag.withRows(result.tag(), sent);
        }
    }

    /** The statements of a text without the empty ones. */
    static List<Statement> statements(Conversation.Context context, String text) {
        return context.session().parse(text).stream()
                .filter(statement -> !(statement instanceof Statement.Empty))
                .toList();
    }
}
