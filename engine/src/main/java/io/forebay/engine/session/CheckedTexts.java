package io.forebay.engine.session;

import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Who;
import io.forebay.engine.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session's user may do, and the statements that were checked for him, as long as that holds. */
final class CheckedTexts {
    private static final int MOST = 64;
    private static final int LONGEST = 20_000;

    /**
     * What it holds for.
     *
     * @param version of users, rights and names
     * @param transaction in which all was looked at; -1 outside of any, less in one that is nothing's but a statement's
     */
    record Moment(Who who, long version, long transaction) {}

    private record Key(String sql, Statement.Sql.Kind kind) {}

    private final Map<Key, Statement.Sql> checked = new LinkedHashMap<>();
    private @Nullable Moment moment;
    private @Nullable Rights rights;

    /** Forgets what does not hold now. */
    private void at(Moment now) {
        if (moment != null && !holds(moment, now)) {
            clear();
        }
    }

    private static boolean holds(Moment then, Moment now) {
        return then.who().equals(now.who())
                && then.version() == now.version()
                && (then.transaction() == -1 || then.transaction() == now.transaction());
    }

    Optional<Rights> rights(Moment now) {
        at(now);
        return Optional.ofNullable(rights);
    }

    void rights(Moment now, Rights loaded) {
        clear();
        moment = now;
        rights = loaded;
    }

    /** The same statement as it was checked. */
    Optional<Statement.Sql> find(Moment now, Statement.Sql statement) {
        at(now);
        return Optional.ofNullable(checked.get(new Key(statement.sql(), statement.kind())))
                .map(found -> statement.with(found.sql(), found.positions()));
    }

    /** @param now when its check began */
    void add(Moment now, Statement.Sql statement, Statement.Sql result) {
        boolean same = moment != null && moment.equals(now);
        if (!same || statement.sql().length() > LONGEST) {
            return;
        }
        checked.put(new Key(statement.sql(), statement.kind()), result);
        if (checked.size() > MOST) {
            checked.remove(checked.keySet().iterator().next());
        }
    }

    void clear() {
        checked.clear();
        moment = null;
        rights = null;
    }
}
