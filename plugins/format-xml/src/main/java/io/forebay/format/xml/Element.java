package io.forebay.format.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a record, with all that is in it. Names are without their namespaces. */
final class Element {
    private final String name;
    private final boolean nil;
    private List<String> attributes;
    private List<Element> children = List.of();
    private String text = "";
    private @Nullable StringBuilder more;

    /**
     * @param nil xsi:nil
     * @param attributes a name and a value, and so on
     */
    Element(String name, boolean nil, List<String> attributes) {
        this.name = name;
        this.nil = nil;
        this.attributes = attributes;
    }

    void add(Element child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(2);
        }
        children.add(child);
    }

    void add(String characters) {
        if (more != null) {
            more.append(characters);
        } else if (text.isEmpty()) {
            text = characters;
        } else {
            more = new StringBuilder(text).append(characters);
        }
    }

    void addAttribute(String attribute, String value) {
        if (attributes.isEmpty()) {
            attributes = new ArrayList<>(4);
        }
        attributes.add(attribute);
        attributes.add(value);
    }

    String name() {
        return name;
    }

    boolean nil() {
        return nil;
    }

    int attributes() {
        return attributes.size() / 2;
    }

    String attributeName(int number) {
        return attributes.get(2 * number);
    }

    String attributeValue(int number) {
        return attributes.get(2 * number + 1);
    }

    List<Element> children() {
        return children;
    }

    /** Whether there is nothing in it. */
    boolean empty() {
        return plain() && text().isEmpty();
    }

    /** Whether it is a text and nothing else. */
    boolean plain() {
        return attributes.isEmpty() && children.isEmpty();
    }

    /** Its own text: as it is, or beside children without the white space around it. */
    String text() {
        String all = more == null ? text : more.toString();
        return children.isEmpty() ? all : all.strip();
    }
}
