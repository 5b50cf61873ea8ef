package io.forebay.engine.sql.text;

import io.forebay.engine.sql.PositionMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The changes that rewrite rules make to one statement. Where two rules want the same characters, the first wins. */
public final class Edits {
    private record Edit(int end, String replacement) {}

    /** @param positions from {@code sql} to the user's text */
    public record Result(String sql, PositionMap positions) {}

    private final SqlText text;
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    public Edits(SqlText text) {
        this.text = text;
    }

    /** No changes yet, to the same text. */
    public Edits fresh() {
        return new Edits(text);
    }

    public void replace(Token token, String replacement) {
        replace(token.start(), token.end(), replacement);
    }

    public void replace(Token first, Token last, String replacement) {
        replace(first.start(), last.end(), replacement);
    }

    /** Adds text before what is at the offset, also when that is replaced. */
    public void insert(int offset, String addition) {
        replace(offset, offset, addition);
    }

    private void replace(int start, int end, String replacement) {
        Edit same = edits.get(start);
        if (same != null && start == end) {
            boolean inserted = same.end() == start;
            edits.put(
                    start,
                    new Edit(same.end(), inserted ? same.replacement + replacement : replacement + same.replacement));
            return;
        }
        if (same != null && same.end() == start) {
            edits.remove(start);
            replace(start, end, same.replacement + replacement);
            edits.putIfAbsent(start, same);
            return;
        }
        Map.Entry<Integer, Edit> before = edits.floorEntry(start);
        Map.Entry<Integer, Edit> after = edits.higherEntry(start);
        boolean taken = before != null && (before.getValue().end() > start || before.getKey() == start);
        if (!taken && (after == null || after.getKey() >= end)) {
            edits.put(start, new Edit(end, replacement));
        }
    }

    /** The characters from start to end of the user's text with all changes inside them. */
    public Result apply(int start, int end) {
        StringBuilder sql = new StringBuilder();
        List<PositionMap.Segment> segments = new ArrayList<>();
        int from = start;
        for (Map.Entry<Integer, Edit> entry :
                edits.subMap(start, true, end, true).entrySet()) {
            Edit edit = entry.getValue();
            if (edit.end() > end) {
                break;
            }
            copy(sql, segments, from, entry.getKey());
            segments.add(new PositionMap.Segment(sql.length(), entry.getKey(), false));
            sql.append(edit.replacement());
            from = edit.end();
        }
        copy(sql, segments, from, end);
        return new Result(sql.toString(), PositionMap.of(segments));
    }

    private void copy(StringBuilder sql, List<PositionMap.Segment> segments, int from, int to) {
        if (from < to || segments.isEmpty()) {
            segments.add(new PositionMap.Segment(sql.length(), from, true));
            sql.append(text.masked(), from, to);
        }
    }
}
