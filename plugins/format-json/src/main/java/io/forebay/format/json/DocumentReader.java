package io.forebay.format.json;

import io.forebay.format.json.path.KeyOrder;
import io.forebay.format.json.path.KeyTable;
import io.forebay.format.json.path.PathTree;
import io.forebay.format.json.text.Found;
import io.forebay.format.json.text.JsonTokens;
import io.forebay.format.json.text.Unescaped;
import io.forebay.format.kit.bytes.Words;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks one document and notes where the values are that columns want. Of a name that is there more than once, the
 * last counts. Used by one thread; the notes are of the last document.
 */
final class DocumentReader extends JsonTokens {
    private final PathTree tree;
    private final KeyOrder[] orders;

    /** Of each slot: a {@link Found}, and the place of its text. */
    final byte[] found;

    final int[] start;
    final int[] end;

    /** Whether the text is known to be ASCII. */
    final boolean[] ascii;

    private final Unescaped name = new Unescaped();

    /** Where members of the document go that nobody wants; null when nobody asks. */
    private final @Nullable Extras extras;

    DocumentReader(PathTree tree, @Nullable Extras extras) {
        this.tree = tree;
        this.extras = extras;
        orders = new KeyOrder[tree.nodes];
        found = new byte[tree.slots];
        start = new int[tree.slots];
        end = new int[tree.slots];
        ascii = new boolean[tree.slots];
    }

    /**
     * Reads the object or array at {@code from}.
     *
     * @param bytes a NUL ends the text
     * @return the place behind it, or BAD
     */
    int read(byte[] bytes, int from) {
        if (extras != null) {
            extras.clear();
            return readInside(bytes, from, tree.root, 0);
        }
        return read(bytes, from, tree.root, 0);
    }

    private int read(byte[] bytes, int at, PathTree.Node node, int depth) {
        if (!node.isLeaf()) {
            return readInside(bytes, at, node, depth);
        }
        seen = 0;
        int next = value(bytes, at, depth);
        note(node.slot, at, next, (seen & Words.TOP_BITS) == 0);
        return next;
    }

    /** Notes a value of the last kind. */
    private void note(int slot, int from, int to, boolean isAscii) {
        boolean quoted = kind == Found.TEXT || kind == Found.ESCAPED_TEXT;
        found[slot] = kind;
        start[slot] = quoted ? from + 1 : from;
        end[slot] = quoted ? to - 1 : to;
        ascii[slot] = isAscii;
    }

    /** A value in which others are wanted. */
    private int readInside(byte[] bytes, int at, PathTree.Node node, int depth) {
        System.arraycopy(node.unfound, 0, found, node.firstSlot, node.unfound.length);
        int next;
        if (bytes[at] == '{' && (node.members.length > 0 || (extras != null && node == tree.root))) {
            next = object(bytes, at, node, depth);
            kind = Found.NESTED;
        } else if (bytes[at] == '[' && node.elements.length > 0) {
            Arrays.fill(found, node.membersSlot, node.elementsSlot, Found.NO_OBJECT);
            next = array(bytes, at, node, depth);
            kind = Found.NESTED;
        } else {
            next = value(bytes, at, depth);
            if (kind != Found.NULL && bytes[at] != '{') {
                Arrays.fill(found, node.membersSlot, node.elementsSlot, Found.NO_OBJECT);
            }
        }
        if (node.slot >= 0) {
            note(node.slot, at, next, false);
        }
        return next;
    }

    private int object(byte[] bytes, int from, PathTree.Node node, int depth) {
        KeyOrder order = order(node);
        int at = space(bytes, from + 1);
        if (bytes[at] == '}') {
            return at + 1;
        }
        int last = KeyOrder.START;
        while (true) {
            if (bytes[at] != '"') {
                return bad(at, "a name in quotes");
            }
            int first = at + 1;
            int member = order.expected(bytes, first, last);
            int close;
            if (member >= 0) {
                close = first + order.length(member);
            } else {
                close = string(bytes, first);
                if (close == BAD) {
                    return BAD;
                }
                member = find(bytes, first, close, node, order, last);
            }
            at = colon(bytes, close + 1);
            if (at == BAD) {
                return BAD;
            }
            int start = at;
            PathTree.Node wanted = member >= 0 ? node.members[member] : null;
            if (wanted != null && !wanted.isLeaf()) {
                at = readInside(bytes, at, wanted, depth + 1);
            } else { // as read() does with a leaf, without the call
                seen = 0;
                at = value(bytes, at, depth + 1);
                if (wanted != null) {
                    note(wanted.slot, start, at, (seen & Words.TOP_BITS) == 0);
                }
            }
            if (at == BAD) {
                return BAD;
            }
            if (member < 0 && extras != null && node == tree.root) {
                extras.note(first, close, start, at, kind);
            }
            last = member >= 0 ? member : last;
            at = space(bytes, at);
            if (bytes[at] == '}') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return bad(at, "',' or '}'");
            }
            at = space(bytes, at + 1);
        }
    }

    /** The member of a name that was not expected; remembers it. */
    private int find(byte[] bytes, int from, int close, PathTree.Node node, KeyOrder order, int last) {
        KeyTable keys = node.keys;
        if (keys == null) {
            return -1;
        }
        if (kind == Found.ESCAPED_TEXT) {
            int length = name.unescape(bytes, from, close);
            return keys.find(name.bytes(), 0, length);
        }
        int member = keys.find(bytes, from, close);
        if (member >= 0) {
            order.learn(bytes, from, close, last, member);
        }
        return member;
    }

    private KeyOrder order(PathTree.Node node) {
        KeyOrder order = orders[node.id];
        if (order == null) {
            order = new KeyOrder(node.members.length);
            orders[node.id] = order;
        }
        return order;
    }

    private int array(byte[] bytes, int from, PathTree.Node node, int depth) {
        int at = space(bytes, from + 1);
        if (bytes[at] == ']') {
            return at + 1;
        }
        int wanted = 0;
        for (int index = 0; ; index++) {
            if (wanted < node.indexes.length && node.indexes[wanted] == index) {
                at = read(bytes, at, node.elements[wanted++], depth + 1);
            } else {
                at = value(bytes, at, depth + 1);
            }
            if (at == BAD) {
                return BAD;
            }
            at = space(bytes, at);
            if (bytes[at] == ']') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return bad(at, "',' or ']'");
            }
            at = space(bytes, at + 1);
        }
    }
}
