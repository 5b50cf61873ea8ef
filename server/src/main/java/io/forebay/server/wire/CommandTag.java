package io.forebay.server.wire;

import java.util.Set;

/** The words of CommandComplete. SOURCE: PostgreSQL's manual, "Message Formats", CommandComplete. */
final class CommandTag {
    private static final Set<String> COUNTED = Set.of("SELECT", "UPDATE", "DELETE", "MERGE", "FETCH", "MOVE");

    private CommandTag() {}

    /**
     * @param tag as the session gave it
     * @param rows how many were sent; counted only for tags that PostgreSQL counts
     */
    static String withRows(String tag, long rows) {
        if (tag.equals("INSERT")) {
            return "INSERT 0 " + rows;
        }
        return COUNTED.contains(tag) ? tag + " " + rows : tag;
    }
}
