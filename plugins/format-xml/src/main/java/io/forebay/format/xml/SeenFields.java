package io.forebay.format.xml;

import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.spi.format.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes, child elements and own texts of records that were seen. Used by one thread. */
final class SeenFields {
    private static final int SHOWN = 3;

    private final NamedFields<SeenField> attributes;
    private final NamedFields<SeenField> elements;
    private final SeenField own;
    private boolean anyOwn;

    /** The number of the record that is looked at. */
    private long record;

    SeenFields(ReadOptions options) {
        this.attributes = new NamedFields<>(() -> new SeenField(new FieldGuess(options)));
        this.elements = new NamedFields<>(() -> new SeenField(new FieldGuess(options)));
        this.own = new SeenField(new FieldGuess(options));
    }

    /** Takes one record into account. */
    void add(Element root) {
        record++;
        for (int i = 0; i < root.attributes(); i++) {
            addAttribute(root.attributeName(i), root.attributeValue(i));
        }
        JsonText.byName(root.children()).forEach(this::addElements);
        if (!root.text().isBlank()) {
            addOwn(root.text());
        }
    }

    private void addAttribute(String name, String value) {
        SeenField seen = attributes.find(name);
        if (seen != null) {
            seen.spelled(name, record);
            text(value, seen.guess);
        }
    }

    private void addElements(String name, List<Element> sameName) {
        SeenField seen = elements.find(name);
        if (seen != null) {
            seen.spelled(name, record);
            Element first = sameName.get(0);
            if (sameName.size() > 1 || !(first.nil() || first.plain())) {
                seen.guess.nested();
            } else if (!first.nil()) {
                text(first.text(), seen.guess);
            }
        }
    }

    private void addOwn(String value) {
        anyOwn = true;
        text(value, own.guess);
    }

    private static void text(String text, FieldGuess guess) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        guess.plain(bytes, 0, bytes.length);
    }

    /** Columns for all of them. @param existing those of the table */
    ColumnChoice choose(List<String> existing) {
        return new ColumnChoice(existing, map(attributes), map(elements), anyOwn ? own : null);
    }

    private static Map<String, SeenField> map(NamedFields<SeenField> fields) {
        Map<String, SeenField> map = new LinkedHashMap<>();
        fields.forEach(map::put);
        return map;
    }

    /** What has no column, where there are no others yet. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(attributes.remarks("attributes", false));
        remarks.addAll(elements.remarks("elements", false));
        List<String> left = choose(List.of()).left();
        if (!left.isEmpty()) {
            String shown = String.join("\", \"", left.subList(0, Math.min(SHOWN, left.size())));
            remarks.add("fields that would share a column with one of another kind or spelling, or for which the table"
                    + " has no room, are left out: \"" + shown + '"' + (left.size() > SHOWN ? " and more" : ""));
        }
        return remarks;
    }
}
