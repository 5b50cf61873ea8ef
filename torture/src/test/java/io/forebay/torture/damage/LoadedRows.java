package io.forebay.torture.damage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one damaged file left in the table, compared with the good file. */
final class LoadedRows {
    private static final Pattern NAME = Pattern.compile("f[0-9]{5}r[0-9]c[0-9]");
    private static final int NAME_LENGTH = 10;

    private final GoodFile.Shape shape;
    private final Damage damage;
    private final List<List<String>> good;
    private final List<List<String>> loaded;

    LoadedRows(GoodFile.Shape shape, GoodFile file, Damage damage, List<List<String>> loaded) {
        this.shape = shape;
        this.damage = damage;
        this.good = file.rows(shape);
        this.loaded = loaded;
    }

    /** A file with checksums: all rows as they were, or none. */
    void checkWhole() {
        List<List<String>> expected = new ArrayList<>(good);
        if (damage.kind() == Damage.Kind.TWICE) {
            expected.addAll(good);
        } else if (damage.kind() == Damage.Kind.CUT && damage.at() == 0) {
            expected.clear(); // a file of no bytes is an empty file
        }
        Collections.sort(expected, (a, b) -> a.toString().compareTo(b.toString()));
        require(sorted().equals(expected), "other rows than the good file's");
    }

    private List<List<String>> sorted() {
        List<List<String>> sorted = new ArrayList<>(loaded);
        Collections.sort(sorted, (a, b) -> a.toString().compareTo(b.toString()));
        return sorted;
    }

    /**
     * A file without checksums: a changed byte may change a value, but whatever names a place stands in that place. Where
     * nothing is quoted, only one value is another than it was.
     */
    void checkRows() {
        int changed = 0;
        int strayed = 0;
        for (List<String> row : loaded) {
            List<String> nearest = nearest(row);
            for (int column = 0; column < GoodFile.COLUMNS; column++) {
                changed += nearest.get(column).equals(row.get(column)) ? 0 : 1;
                strayed += strayed(nearest.get(column), row.get(column));
            }
        }
        boolean plain = shape == GoodFile.Shape.DELIMITED || shape == GoodFile.Shape.FIXED;
        require(changed <= 1 || !plain, changed + " values changed");
        require(strayed <= 1, strayed + " names of places changed");
        int copies = damage.kind() == Damage.Kind.TWICE ? 2 : 1;
        require(loaded.size() <= copies * good.size(), "more rows than there are");
        require(!plain || loaded.size() >= copies * good.size() - lost(), "more rows lost than were damaged");
        if (damage.kind() == Damage.Kind.NONE || damage.kind() == Damage.Kind.TWICE) {
            checkWhole();
        }
    }

    /** The rows that damage may cost where each line stands for itself. */
    private int lost() {
        return damage.kind() == Damage.Kind.CUT ? good.size() : damage.kind() == Damage.Kind.LENGTH ? 3 : 2;
    }

    /** How many names in the value are not of its place; one that the damage changed differs in one character. */
    private int strayed(String expected, String actual) {
        String own = expected.substring(0, NAME_LENGTH);
        Matcher names = NAME.matcher(actual);
        int strayed = 0;
        while (names.find()) {
            if (!names.group().equals(own)) {
                strayed++;
                require(different(own, names.group()) == 1, names.group() + " in the place of " + own);
            }
        }
        return strayed;
    }

    private static int different(String one, String other) {
        int different = 0;
        for (int i = 0; i < one.length(); i++) {
            different += one.charAt(i) == other.charAt(i) ? 0 : 1;
        }
        return different;
    }

    /** The row of the good file that has the most of its values. */
    private List<String> nearest(List<String> row) {
        List<String> nearest = good.get(0);
        int most = -1;
        for (List<String> candidate : good) {
            int same = 0;
            for (int column = 0; column < GoodFile.COLUMNS; column++) {
                same += candidate.get(column).equals(row.get(column)) ? 1 : 0;
            }
            if (same > most) {
                most = same;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + " after " + damage + " of " + shape + ": " + loaded);
        }
    }
}
