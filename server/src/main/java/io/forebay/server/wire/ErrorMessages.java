package io.forebay.server.wire;

import io.forebay.engine.session.Notice;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ErrorResponse and NoticeResponse. What is Forebay's own fault is logged with an id, and the client is told the id.
 * SOURCE: PostgreSQL's manual, "Error and Notice Message Fields".
 */
final class ErrorMessages {
    private static final Logger log = LoggerFactory.getLogger(ErrorMessages.class);

    private ErrorMessages() {}

    static void error(MessageWriter out, ForebayException error) throws IOException {
        write(out, "ERROR", error);
    }

    static void fatal(MessageWriter out, ForebayException error) throws IOException {
        write(out, "FATAL", error);
    }

    static void notice(MessageWriter out, Notice notice) throws IOException {
        out.begin('N');
        head(out, notice.severity(), notice.sqlState(), notice.message());
        out.int8(0).end();
    }

    /** What a client may see of anything thrown. */
    static ForebayException visible(Throwable thrown) {
        if (thrown instanceof ForebayException known && known.code().blame() != Blame.BUG) {
            return known;
        }
        if (thrown instanceof StackOverflowError) {
            return new ForebayException(WireError.WIRE_STACK, "the statement is nested too deeply");
        }
        if (thrown instanceof OutOfMemoryError) {
            log.warn("out of memory in a session", thrown);
            return new ForebayException(CommonError.OUT_OF_MEMORY, "out of memory");
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("internal error id={}", id, thrown);
        String message =
                thrown instanceof ForebayException known ? String.valueOf(known.getMessage()) : "internal error";
        return new ForebayException(CommonError.INTERNAL, message + " (id " + id + ")")
                .withHint("This is a fault of Forebay. The server's log has more under the id " + id + ".");
    }

    private static void write(MessageWriter out, String severity, ForebayException error) throws IOException {
        out.begin('E');
        head(out, severity, error.code().sqlState(), String.valueOf(error.getMessage()));
        error.hint().ifPresent(hint -> out.int8('H').string(hint));
        error.position().ifPresent(position -> out.int8('P').string(Integer.toString(position)));
        error.context().ifPresent(context -> out.int8('W').string(context));
        out.int8(0).end();
    }

    private static void head(MessageWriter out, String severity, String sqlState, String message) {
        out.int8('S').string(severity).int8('V').string(severity);
        out.int8('C').string(sqlState).int8('M').string(message);
    }
}
