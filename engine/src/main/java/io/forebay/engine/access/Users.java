package io.forebay.engine.access;

import io.forebay.engine.sql.AccessCommand;
import io.forebay.engine.sql.Secret;
import io.forebay.engine.sql.UserOptions;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Users and groups in the ledger. Works in the connection's transaction. Thread-safe. */
public final class Users {
    private static final String USER = "U";
    private static final String GROUP = "G";

    private final Passwords passwords;

    public Users(Passwords passwords) {
        this.passwords = passwords;
    }

    /** Whether anybody but the server's own user was ever made, or anything granted. */
    static boolean any(WarehouseConnection connection) {
        try (Query query = connection.prepare("SELECT 1 FROM forebay.principal LIMIT 1");
                Rows rows = query.execute(List.of())) {
            return rows.next();
        }
    }

    /** A user by name. */
    public static Optional<Principal> find(WarehouseConnection connection, String name) {
        String sql = "SELECT principal_id, is_superuser, reads_system, valid_until, connection_limit, search_path"
                + " FROM forebay.principal WHERE kind = 'U' AND name = $1";
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of(name))) {
            return rows.next() ? Optional.of(principal(rows, name)) : Optional.empty();
        }
    }

    private static Principal principal(Rows row, String name) {
        return new Principal(
                new Who((int) row.longAt(0), name),
                row.booleanAt(1),
                row.booleanAt(2),
                row.isNull(3) ? null : Instant.EPOCH.plus(row.longAt(3), java.time.temporal.ChronoUnit.MICROS),
                (int) row.longAt(4),
                row.textAt(5));
    }

    /** What proves a user's password; empty without one. */
    public static Optional<String> verifier(WarehouseConnection connection, Who who) {
        try (Query query = connection.prepare("SELECT verifier FROM forebay.principal_secret WHERE principal_id = $1");
                Rows rows = query.execute(List.of((long) who.id()))) {
            return rows.next() ? Optional.of(rows.textAt(0)) : Optional.empty();
        }
    }

    private static OptionalInt id(WarehouseConnection connection, String kind, String name) {
        if (kind.equals(USER) && name.equals(Who.SERVER.name())) {
            return OptionalInt.of(Who.SERVER.id());
        }
        try (Query query =
                        connection.prepare("SELECT principal_id FROM forebay.principal WHERE kind = $1 AND name = $2");
                Rows rows = query.execute(List.of(kind, name))) {
            return rows.next() ? OptionalInt.of((int) rows.longAt(0)) : OptionalInt.empty();
        }
    }

    /** @param name null for PUBLIC @throws ForebayException UNDEFINED_OBJECT */
    static int load(WarehouseConnection connection, boolean group, @Nullable String name) {
        return name == null
                ? 0
                : id(connection, group ? GROUP : USER, name)
                        .orElseThrow(() -> new ForebayException(
                                CommonError.UNDEFINED_OBJECT,
                                (group ? "group \"" : "user \"") + name + "\" does not exist"));
    }

    void create(WarehouseConnection connection, AccessCommand.CreateUser command) {
        UserOptions options = command.options();
        int id = create(connection, USER, command.name());
        set(connection, id, options);
        for (String group : options.groups()) {
            join(connection, load(connection, true, group), id, true);
        }
    }

    void create(WarehouseConnection connection, AccessCommand.CreateGroup command) {
        int id = create(connection, GROUP, command.name());
        for (String user : command.users()) {
            join(connection, id, load(connection, false, user), true);
        }
    }

    private static int create(WarehouseConnection connection, String kind, String name) {
        requireFree(connection, kind, name);
        // Two that do this at once are in conflict: numbers come once.
        connection.execute("UPDATE forebay.principal SET search_path = '' WHERE principal_id = 0");
        int id;
        try (Query query = connection.prepare("SELECT greatest(max(principal_id), $1) + 1 FROM forebay.principal");
                Rows rows = query.execute(List.of((long) Who.FIRST))) {
            rows.next();
            id = (int) rows.longAt(0);
        }
        connection.execute(
                "INSERT INTO forebay.principal VALUES ($1, $2, $3, false, false, false, NULL, -1, '')",
                (long) id,
                kind,
                name);
        return id;
    }

    private static void requireFree(WarehouseConnection connection, String kind, String name) {
        if (id(connection, kind, name).isPresent()) {
            throw new ForebayException(
                    CommonError.DUPLICATE_OBJECT,
                    (kind.equals(USER) ? "user \"" : "group \"") + name + "\" already exists");
        }
    }

    void alter(WarehouseConnection connection, AccessCommand.AlterUser command) {
        requireOther(command.name());
        set(connection, load(connection, false, command.name()), command.options());
    }

    private static void requireOther(String name) {
        if (name.equals(Who.SERVER.name())) {
            throw new ForebayException(
                            CommonError.NOT_ALLOWED, "user \"" + name + "\" is the server's own and stays as it is")
                    .withHint("Its password is the setting sql.password.");
        }
    }

    private void set(WarehouseConnection connection, int id, UserOptions options) {
        set(connection, id, "is_superuser", options.superuser());
        set(connection, id, "creates_databases", options.createsDatabases());
        set(connection, id, "reads_system", options.readsSystem());
        set(connection, id, "connection_limit", options.connections() == null ? null : (long) options.connections());
        set(connection, id, "search_path", options.searchPath());
        if (options.validUntil() != null) {
            connection.execute(
                    "UPDATE forebay.principal SET valid_until = CAST($2 AS TIMESTAMP) WHERE principal_id = $1",
                    (long) id,
                    time(options.validUntil()));
        }
        if (options.password() != null) {
            password(connection, id, options.password());
        }
    }

    private static void set(WarehouseConnection connection, int id, String column, @Nullable Object value) {
        if (value != null) {
            connection.execute(
                    "UPDATE forebay.principal SET " + column + " = $2 WHERE principal_id = $1", (long) id, value);
        }
    }

    private static @Nullable LocalDateTime time(String text) {
        if (text.equalsIgnoreCase("infinity")) {
            return null;
        }
        String iso = text.strip()
                .replaceFirst("^(\\d{4}-\\d{2}-\\d{2})$", "$1T00:00")
                .replaceFirst(" ", "T");
        try {
            return iso.matches(".*T.*([+-]\\d{2}(:?\\d{2})?|Z)")
                    ? LocalDateTime.ofInstant(
                            OffsetDateTime.parse(iso.replaceFirst("([+-]\\d{2})$", "$1:00"))
                                    .toInstant(),
                            ZoneOffset.UTC)
                    : LocalDateTime.parse(iso);
        } catch (DateTimeParseException e) {
            throw new ForebayException(CommonError.INVALID_DATETIME, "invalid time of VALID UNTIL: " + text)
                    .withHint("Write it as in '2030-12-31 23:59:59', in UTC.");
        }
    }

    private void password(WarehouseConnection connection, int id, Secret password) {
        connection.execute("DELETE FROM forebay.principal_secret WHERE principal_id = $1", (long) id);
        if (!password.text().isEmpty()) {
            connection.execute(
                    "INSERT INTO forebay.principal_secret VALUES ($1, $2)",
                    (long) id,
                    passwords.verifier(password.text()));
        }
    }

    /** Procedures name their owner. */
    void rename(WarehouseConnection connection, AccessCommand.Rename command) {
        if (!command.group()) {
            requireOther(command.name());
        }
        int id = load(connection, command.group(), command.name());
        requireFree(connection, command.group() ? GROUP : USER, command.to());
        connection.execute("UPDATE forebay.principal SET name = $2 WHERE principal_id = $1", (long) id, command.to());
        if (!command.group()) {
            connection.execute(
                    "UPDATE forebay.procedure SET owner = $2 WHERE owner = $1", command.name(), command.to());
        }
    }

    void alter(WarehouseConnection connection, AccessCommand.AlterGroup command) {
        int group = load(connection, true, command.name());
        for (String user : command.users()) {
            join(connection, group, load(connection, false, user), command.add());
        }
    }

    private static void join(WarehouseConnection connection, int group, int user, boolean add) {
        connection.execute(
                "DELETE FROM forebay.membership WHERE group_id = $1 AND user_id = $2", (long) group, (long) user);
        if (add) {
            connection.execute("INSERT INTO forebay.membership VALUES ($1, $2)", (long) group, (long) user);
        }
    }

    /** @return false when there is none of that name and IF EXISTS was said */
    boolean drop(WarehouseConnection connection, boolean group, String name, boolean ifExists) {
        if (!group) {
            requireOther(name);
        }
        OptionalInt found = id(connection, group ? GROUP : USER, name);
        if (found.isEmpty() && ifExists) {
            return false;
        }
        int id = load(connection, group, name);
        requireUnneeded(connection, group, name, id);
        connection.execute("DELETE FROM forebay.principal_secret WHERE principal_id = $1", (long) id);
        connection.execute("DELETE FROM forebay.membership WHERE group_id = $1 OR user_id = $1", (long) id);
        connection.execute("UPDATE forebay.principal SET kind = 'D' WHERE principal_id = $1", (long) id);
        return true;
    }

    private static void requireUnneeded(WarehouseConnection connection, boolean group, String name, int id) {
        String sql = "SELECT 'owner of ' || lower(object_kind) || ' ' || concat_ws('.', nullif(object_schema, ''),"
                + " nullif(object_name, '')) FROM forebay.ownership WHERE owner_id = $1"
                + " UNION ALL SELECT 'owner of procedure ' || procedure_schema || '.' || procedure_name"
                + " FROM forebay.procedure WHERE owner = $2 AND NOT $3"
                + " UNION ALL SELECT 'owner of copy job ' || job_name FROM forebay.current_job WHERE owner_id = $1"
                + " UNION ALL SELECT 'privileges for ' || lower(object_kind) || ' ' || concat_ws('.',"
                + " nullif(object_schema, ''), nullif(object_name, '')) FROM forebay.privilege"
                + " WHERE grantee_id = $1 OR grantor_id = $1"
                + " UNION ALL SELECT 'default privileges' FROM forebay.default_privilege"
                + " WHERE grantee_id = $1 OR owner_id = $1 LIMIT 1";
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of((long) id, name, group))) {
            if (rows.next()) {
                throw new ForebayException(
                                AccessError.DEPENDENT_OBJECTS,
                                (group ? "group \"" : "user \"") + name
                                        + "\" cannot be dropped because some objects depend on it: " + rows.textAt(0))
                        .withHint("REVOKE what was granted, and give what it owns to another user, first.");
            }
        }
    }
}
