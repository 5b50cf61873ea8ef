package io.forebay.engine.flow.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.flow.intrinsic.Function;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the call of an intrinsic function by recursive descent. Used once. */
final class IntrinsicParser {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String text;
    private int place;

    private IntrinsicParser(String text) {
        this.text = text;
    }

    /** @throws BadSyntax when it is none */
    static Intrinsic parse(String text) {
        IntrinsicParser parser = new IntrinsicParser(text);
        Intrinsic call = parser.call(1);
        parser.blanks();
        if (parser.place < text.length()) {
            throw parser.bad("something follows the call");
        }
        return call;
    }

    private Intrinsic call(int depth) {
        if (depth > Limits.NESTED_INTRINSICS) {
            throw bad("more than " + Limits.NESTED_INTRINSICS + " functions are nested");
        }
        int begin = place;
        int open = text.indexOf('(', place);
        if (open < 0) {
            throw bad("'(' is missing");
        }
        String name = text.substring(place, open).strip();
        Function function = Function.find(name).orElseThrow(() -> bad("there is no intrinsic function '" + name + "'"));
        place = open + 1;
        List<Expression> arguments = new ArrayList<>();
        blanks();
        if (letter() == ')') {
            place++;
        } else {
            boolean more = true;
            while (more) {
                arguments.add(argument(depth, function == Function.FORMAT && arguments.isEmpty()));
                blanks();
                char next = letter();
                if (next != ',' && next != ')') {
                    throw bad("',' or ')' is missing at " + place);
                }
                place++;
                more = next == ',';
            }
        }
        if (!function.takes(arguments.size())) {
            throw bad(name + " does not take " + arguments.size() + " arguments");
        }
        return new Intrinsic(text.substring(begin, place), function, arguments);
    }

    private Expression argument(int depth, boolean template) {
        blanks();
        char first = letter();
        if (first == '\'') {
            return Expression.constant(TextNode.valueOf(string(template)));
        }
        if (first == '$') {
            return Path.compile(path())::read;
        }
        if (text.startsWith("States.", place)) {
            return call(depth + 1);
        }
        return Expression.constant(literal());
    }

    /** A template of States.Format keeps its escapes. */
    private String string(boolean template) {
        StringBuilder string = new StringBuilder();
        place++;
        while (letter() != '\'') {
            if (letter() == '\\') {
                place++;
                if ("'{}\\".indexOf(letter()) < 0) {
                    throw bad("'\\" + letter() + "' is no escape");
                }
                string.append(template ? "\\" : "");
            }
            string.append(letter());
            place++;
        }
        place++;
        return string.toString();
    }

    private String path() {
        int begin = place;
        int depth = 0;
        char quote = 0;
        for (; place < text.length(); place++) {
            char letter = text.charAt(place);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if ((letter == '\'' || letter == '"') && depth > 0) {
                quote = letter;
            } else if (letter == '[' || letter == '(') {
                depth++;
            } else if (depth > 0 && (letter == ']' || letter == ')')) {
                depth--;
            } else if (depth == 0 && (letter == ',' || letter == ')')) {
                return text.substring(begin, place).strip();
            }
        }
        throw bad("')' is missing");
    }

    private JsonNode literal() {
        if (word("null")) {
            return NullNode.getInstance();
        }
        if (word("true")) {
            return BooleanNode.TRUE;
        }
        if (word("false")) {
            return BooleanNode.FALSE;
        }
        Matcher number = NUMBER.matcher(text).region(place, text.length());
        if (!number.lookingAt()) {
            throw bad("no argument begins at " + place);
        }
        place = number.end();
        String digits = number.group();
        try {
            return Json.parse(digits);
        } catch (JsonProcessingException e) {
            throw bad("'" + digits + "' is no number");
        }
    }

    private boolean word(String word) {
        if (!text.startsWith(word, place)) {
            return false;
        }
        place += word.length();
        return true;
    }

    private void blanks() {
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
    }

    private char letter() {
        if (place >= text.length()) {
            throw bad("it ends too early");
        }
        return text.charAt(place);
    }

    private BadSyntax bad(String why) {
        return new BadSyntax("The intrinsic function call '" + text + "' is not valid: " + why);
    }
}
