package io.forebay.format.xml;

import io.forebay.format.kit.block.ErrorText;
import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.extra.RescuedFields;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns records into rows, or tells what is wrong with them. Used by one thread. */
final class RowMapper {
    /** Redshift's limit for SUPER. */
    private static final int MOST_JSON = 16 << 20;

    private static final int NO_COLUMN = FieldColumns.NO_COLUMN;

    private final ObjectUri object;
    private final XmlRules rules;
    private final Cell cell = new Cell();
    private final Text text = new Text(MOST_JSON);

    /** What each column is to take: a text, or elements of one name, or nothing. */
    private final @Nullable String[] texts;

    private final List<List<Element>> elements = new ArrayList<>();
    /** What of the record no column takes; null when that does not matter. */
    private @Nullable Element extra;

    private final @Nullable RescuedFields rescue;
    private @Nullable Record record;
    private int failedColumn;

    RowMapper(ObjectUri object, XmlRules rules) {
        this.object = object;
        this.rules = rules;
        this.texts = new String[rules.columns.length];
        for (int i = 0; i < texts.length; i++) {
            elements.add(new ArrayList<>(1));
        }
        this.rescue = rules.extra.rescued() ? new RescuedFields(rules.columns, rules.options) : null;
    }

    /** Turns to another chunk; null lets go of it. */
    void fill(@Nullable Chunk chunk) {
        cell.fill(chunk);
    }

    /** Sets all columns of the row; false when the record is no row. */
    boolean map(Record next, int row) {
        record = next;
        failedColumn = NO_COLUMN;
        if (next.tooLong() != null) {
            return cell.refuse(LoadError.INVALID_LINE, next.tooLong());
        }
        Arrays.fill(texts, null);
        elements.forEach(List::clear);
        Element extras = rules.wantsExtras() ? new Element(rules.rowTag, false, List.of()) : null;
        extra = extras;
        if (!sort(next.element(), extras) || !setAll(row, extras)) {
            return false;
        }
        if (rules.newColumns != null && extras != null && !extras.empty()) {
            rules.newColumns.add(object, extras);
        }
        return true;
    }

    /** Gives each column what it is to take, and the extras what none takes; false when two want the same. */
    private boolean sort(Element root, @Nullable Element extras) {
        for (int i = 0; i < root.attributes(); i++) {
            int column = rules.fields.attribute(root.attributeName(i));
            if (column != NO_COLUMN) {
                if (texts[column] != null) {
                    return refuseTwo(column);
                }
                texts[column] = root.attributeValue(i);
            } else if (extras != null) {
                extras.addAttribute(root.attributeName(i), root.attributeValue(i));
            }
        }
        for (Element child : root.children()) {
            int column = rules.fields.element(child.name());
            if (column != NO_COLUMN) {
                List<Element> others = elements.get(column);
                if (texts[column] != null
                        || (!others.isEmpty() && !others.get(0).name().equals(child.name()))) {
                    return refuseTwo(column);
                }
                others.add(child);
            } else if (extras != null) {
                extras.add(child);
            }
        }
        String own = root.text();
        if (rules.fields.value() != NO_COLUMN) {
            return own.isEmpty() || ownText(own);
        }
        if (extras != null && !own.isBlank()) {
            extras.add(own);
        }
        return true;
    }

    private boolean ownText(String own) {
        int column = rules.fields.value();
        if (texts[column] != null || !elements.get(column).isEmpty()) {
            return refuseTwo(column);
        }
        texts[column] = own;
        return true;
    }

    private boolean refuseTwo(int column) {
        failedColumn = column;
        return cell.refuse(
                LoadError.EXTRA_COLUMNS,
                "Extra column(s) found: two fields of different kinds or spellings are for it");
    }

    private boolean setAll(int row, @Nullable Element extras) {
        cell.startRow(row, false);
        if (rules.extra.policy() == ExtraFields.Policy.ERROR && extras != null && !extras.empty()) {
            failedColumn = NO_COLUMN;
            return cell.refuse(LoadError.EXTRA_COLUMNS, "Extra column(s) found");
        }
        if (rescue != null) {
            rescue.start();
        }
        for (int column = 0; column < texts.length; column++) {
            cell.startColumn(column, rules.columns[column].nullable());
            if (!set(column) && !rescued(column)) {
                failedColumn = column;
                return false;
            }
        }
        return rescue == null || extras == null || writeRescued(rescue, extras);
    }

    /** Whether a value that does not fit goes to the rescue column instead. */
    private boolean rescued(int column) {
        String attribute = texts[column];
        if (rescue == null || !rules.columns[column].nullable()) {
            return false;
        }
        if (attribute != null) {
            rescue.misfit(column).addQuoted(attribute);
        } else {
            JsonText.write(elements.get(column), rescue.misfit(column));
        }
        return cell.setNull();
    }

    private boolean writeRescued(RescuedFields into, Element extras) {
        JsonText.members(extras, into::member);
        cell.startColumn(texts.length, true);
        failedColumn = NO_COLUMN;
        return into.write(cell);
    }

    private boolean set(int column) {
        String attribute = texts[column];
        if (attribute != null) {
            return set(attribute, column);
        }
        List<Element> found = elements.get(column);
        if (found.isEmpty() || (found.size() == 1 && found.get(0).nil())) {
            return cell.setNull();
        }
        if (found.size() == 1 && found.get(0).plain()) {
            return set(found.get(0).text(), column);
        }
        JsonText.write(found, text.clear());
        return parse(column);
    }

    /** A text; in a SUPER column a string of JSON, and NULL when it is empty. */
    private boolean set(String value, int column) {
        text.clear();
        if (rules.columns[column].type().kind() == TypeKind.SUPER && !value.isEmpty()) {
            text.addQuoted(value);
        } else {
            text.add(value);
        }
        return parse(column);
    }

    private boolean parse(int column) {
        return text.full()
                ? cell.refuse(LoadError.OUT_OF_RANGE, "JSON text of more than 16 MB")
                : rules.parsers[column].parse(text.bytes(), 0, text.length(), cell);
    }

    /** Tells of the record that was no row. */
    RejectedRow rejected() {
        Record refused = record;
        if (refused == null) {
            throw new IllegalStateException("no record was read");
        }
        Column column = failedColumn == NO_COLUMN ? null : rules.columns[failedColumn];
        return new RejectedRow(
                object,
                refused.line(),
                column,
                -1,
                Markup.of(refused.element()),
                column == null ? shownExtra() : shown(failedColumn),
                cell.code(),
                ErrorText.reason(null, cell.reason()));
    }

    /** The name of the first field that no column takes, where that is the reason. */
    private String shownExtra() {
        Element extras = extra;
        if (extras == null || extras.empty() || cell.code() != LoadError.EXTRA_COLUMNS) {
            return "";
        }
        return ErrorText.shown(
                extras.attributes() > 0
                        ? extras.attributeName(0)
                        : extras.children().isEmpty()
                                ? FieldColumns.VALUE
                                : extras.children().get(0).name());
    }

    private String shown(int column) {
        String attribute = texts[column];
        List<Element> found = elements.get(column);
        if (attribute != null) {
            return Markup.shown(attribute);
        }
        if (found.size() == 1 && found.get(0).plain()) {
            return Markup.shown(found.get(0).text());
        }
        Text json = new Text(RejectedRow.MAX_TEXT);
        if (!found.isEmpty()) {
            JsonText.write(found, json);
        }
        return ErrorText.shown(json.bytes(), 0, json.length());
    }
}
