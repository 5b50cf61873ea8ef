package io.forebay.format.xml;

import io.forebay.format.kit.bytes.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Elements as JSON. One that is a text alone is a string (null under xsi:nil); any other is an object: its attributes
 * with {@code _} before their names, its children by their names, its text under {@code _VALUE}. Children of one name
 * are an array. SOURCE: AWS Glue Developer Guide, "Using the XML format in AWS Glue".
 */
final class JsonText {
    private static final String VALUE = "_VALUE";

    private JsonText() {}

    /** @param elements of one name */
    static void write(List<Element> elements, Text out) {
        if (elements.size() == 1) {
            write(elements.get(0), out);
            return;
        }
        out.add('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.add(',');
            }
            write(elements.get(i), out);
        }
        out.add(']');
    }

    /** Goes as deep as the elements do, so that it takes few frames a level. */
    private static void write(Element element, Text out) {
        if (element.nil()) {
            out.add("null");
        } else if (element.plain()) {
            out.addQuoted(element.text());
        } else {
            Members members = new Members(out);
            members(element, members);
            members.end();
        }
    }

    /** The members of an object, one after another. */
    private static final class Members implements Supplier<Text> {
        private final Text out;
        private boolean any;

        Members(Text out) {
            this.out = out;
        }

        @Override
        public Text get() {
            out.add(any ? ',' : '{');
            any = true;
            return out;
        }

        void end() {
            out.add(any ? "}" : "{}");
        }
    }

    /** Its attributes, children and own text as members of an object. @param next begins a member */
    static void members(Element element, Supplier<Text> next) {
        for (int i = 0; i < element.attributes(); i++) {
            Text out = member("_" + element.attributeName(i), next);
            out.addQuoted(element.attributeValue(i));
        }
        for (Map.Entry<String, List<Element>> entry : byName(element.children()).entrySet()) {
            write(entry.getValue(), member(entry.getKey(), next));
        }
        if (!element.text().isEmpty()) {
            member(VALUE, next).addQuoted(element.text());
        }
    }

    private static Text member(String name, Supplier<Text> next) {
        Text out = next.get();
        out.addQuoted(name);
        out.add(':');
        return out;
    }

    /** In the order in which the names first come. */
    static Map<String, List<Element>> byName(List<Element> elements) {
        Map<String, List<Element>> byName = new LinkedHashMap<>();
        elements.forEach(each ->
                byName.computeIfAbsent(each.name(), name -> new ArrayList<>(1)).add(each));
        return byName;
    }
}
