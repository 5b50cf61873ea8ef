package io.forebay.engine.unload;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.sql.UnloadCommand;
import java.util.function.Consumer;

/**
 * An UNLOAD to be run.
 *
 * @param id Redshift's query id
 * @param within whether a transaction of the user is open, which sees its own rows and takes the ledger's
 * @param begun is run when the statement is known to be right, before anything else is done
 * @param warnings is told what an UNLOAD that failed has left or undone
 */
public record UnloadTask(
        long id,
        LoadRecord.Owner owner,
        UnloadCommand command,
        boolean within,
        StatementControl control,
        Runnable begun,
        Consumer<String> warnings) {}
