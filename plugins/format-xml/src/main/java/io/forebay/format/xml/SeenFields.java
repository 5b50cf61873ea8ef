package io.forebay.format.xml;

import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.spi.format.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes, child elements and own texts of records that were seen. Used by one thread. */
final class SeenFields {
    private static final int SHOWN = 3;

    private final NamedFields<SeenField> attributes;
    private final NamedFields<SeenField> elements;
    private final SeenField own;
    private boolean anyOwn;

    private @Nullable String nameless;

    /** The number of the record that is looked at. */
    private long record;

    /** Whether it has a field that is new, or one in two spellings. */
    private boolean news;

    SeenFields(ReadOptions options) {
        this.attributes = new NamedFields<>(() -> new SeenField(new FieldGuess(options)));
        this.elements = new NamedFields<>(() -> new SeenField(new FieldGuess(options)));
        this.own = new SeenField(new FieldGuess(options));
    }

    /** Takes one record into account. @return whether the columns may be others now */
    boolean add(Element root) {
        record++;
        news = false;
        nameless = null;
        for (int i = 0; i < root.attributes(); i++) {
            addAttribute(root.attributeName(i), root.attributeValue(i));
        }
        JsonText.byName(root.children()).forEach(this::addElements);
        if (!root.text().isBlank()) {
            news |= !anyOwn;
            anyOwn = true;
            text(root.text(), own.guess);
        }
        return news;
    }

    /** The field of a name; null for one that gets no column. */
    private @Nullable SeenField find(NamedFields<SeenField> among, String name) {
        SeenField seen = among.find(name);
        if (seen == null) {
            news = true;
            nameless = nameless == null ? name : nameless;
        } else {
            news |= seen.spelled(name, record);
        }
        return seen;
    }

    private void addAttribute(String name, String value) {
        SeenField seen = find(attributes, name);
        if (seen != null) {
            text(value, seen.guess);
        }
    }

    private void addElements(String name, List<Element> sameName) {
        SeenField seen = find(elements, name);
        if (seen != null) {
            Element first = sameName.get(0);
            if (sameName.size() > 1 || !(first.nil() || first.plain())) {
                seen.guess.nested();
            } else if (!first.nil()) {
                text(first.text(), seen.guess);
            }
        }
    }

    private static void text(String text, FieldGuess guess) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        guess.plain(bytes, 0, bytes.length);
    }

    /** A name in the last record that no column can have, or for which there is no room; null when there is none. */
    @Nullable
    String nameless() {
        return nameless;
    }

    /** Whether a record that was seen has one of these. */
    boolean has(Element root, Collection<SeenField> some) {
        for (int i = 0; i < root.attributes(); i++) {
            if (among(some, attributes.find(root.attributeName(i)))) {
                return true;
            }
        }
        return root.children().stream().anyMatch(child -> among(some, elements.find(child.name())))
                || (!root.text().isBlank() && some.contains(own));
    }

    private static boolean among(Collection<SeenField> some, @Nullable SeenField field) {
        return field != null && some.contains(field);
    }

    /** Columns for all of them, where there are no others yet. */
    ColumnChoice choose() {
        return choose(List.of(), Set.of());
    }

    /** Columns for all of them. @param existing, unfilled those of the table that fields fill, and the others */
    ColumnChoice choose(List<String> existing, Set<String> unfilled) {
        return new ColumnChoice(existing, unfilled, map(attributes), map(elements), anyOwn ? own : null);
    }

    private static Map<String, SeenField> map(NamedFields<SeenField> fields) {
        Map<String, SeenField> map = new LinkedHashMap<>();
        fields.forEach(map::put);
        return map;
    }

    /** What has no column, where there are no others yet. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(attributes.remarks("attributes"));
        remarks.addAll(elements.remarks("elements"));
        List<String> left = List.copyOf(choose().left().keySet());
        if (!left.isEmpty()) {
            String shown = String.join("\", \"", left.subList(0, Math.min(SHOWN, left.size())));
            remarks.add("fields that would share a column with one of another kind or spelling, or for which the table"
                    + " has no room, are left out: \"" + shown + '"' + (left.size() > SHOWN ? " and more" : ""));
        }
        return remarks;
    }
}
