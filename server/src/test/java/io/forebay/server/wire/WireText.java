package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.server.wire.WireClient.Message;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The readable form of messages in golden scripts. A value is {@code 'text'}, {@code x'hex'} or {@code null}; a server
 * message is its letter and its fields.
 */
final class WireText {
    private static final Pattern WORD = Pattern.compile("x?'[^']*'|\\S+");

    private WireText() {}

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** The body of a client's message; the words are those behind its letter. */
    static byte[] body(char type, List<String> words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        switch (type) {
            case 'Q' -> string(words.get(0), out);
            case 'P' -> {
                string(words.get(0), out);
                string(words.get(1), out);
                codes(words.subList(2, words.size()), 4, out);
            }
            case 'B' -> bind(words, out);
            case 'D', 'C' -> {
                out.writeByte(words.get(0).charAt(0));
                string(words.get(1), out);
            }
            case 'E' -> {
                string(words.get(0), out);
                out.writeInt(Integer.parseInt(words.get(1)));
            }
            default -> {
                for (String word : words) {
                    out.write(value(word));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** {@code portal statement formats… values value… results formats…}. */
    private static void bind(List<String> words, DataOutputStream out) throws IOException {
        string(words.get(0), out);
        string(words.get(1), out);
        int values = words.indexOf("values");
        int results = words.indexOf("results");
        codes(words.subList(2, values), 2, out);
        List<String> texts = words.subList(values + 1, results);
        out.writeShort(texts.size());
        for (String text : texts) {
            if (text.equals("null")) {
                out.writeInt(-1);
            } else {
                out.writeInt(value(text).length);
                out.write(value(text));
            }
        }
        codes(words.subList(results + 1, words.size()), 2, out);
    }

    private static void codes(List<String> codes, int size, DataOutputStream out) throws IOException {
        out.writeShort(codes.size());
        for (String code : codes) {
            if (size == 2) {
                out.writeShort(Integer.parseInt(code));
            } else {
                out.writeInt(Integer.parseInt(code));
            }
        }
    }

    private static void string(String word, DataOutputStream out) throws IOException {
        out.write(value(word));
        out.writeByte(0);
    }

    static byte[] value(String word) {
        if (word.startsWith("x'")) {
            return HexFormat.of().parseHex(word.substring(2, word.length() - 1));
        }
        return word.substring(1, word.length() - 1).replace("\\n", "\n").getBytes(UTF_8);
    }

    static String show(Message message) {
        ByteBuffer in = ByteBuffer.wrap(message.body());
        StringBuilder text = new StringBuilder().append(message.type());
        switch (message.type()) {
            case 0 -> {
                return "closed";
            }
            case 'K' -> text.append(" key of ").append(message.body().length).append(" bytes");
            case 'Z' -> text.append(' ').append((char) in.get());
            case 'R', 'v' -> text.append(' ').append(in.getInt());
            case 'C' -> text.append(' ').append(string(in));
            case 'S' -> text.append(' ').append(string(in)).append('=').append(string(in));
            case 'T' -> columns(in, text);
            case 't' -> {
                for (int n = in.getShort(); n > 0; n--) {
                    text.append(' ').append(in.getInt());
                }
            }
            case 'D' -> row(in, text);
            case 'E', 'N' -> fields(in, text);
            default -> text.append(message.body().length == 0 ? "" : " x" + quoted(message.body()));
        }
        return text.toString();
    }

    private static void columns(ByteBuffer in, StringBuilder text) {
        for (int n = in.getShort(); n > 0; n--) {
            text.append(' ').append(string(in)).append(':');
            in.position(in.position() + 6);
            text.append(in.getInt()).append(':').append(in.getShort()).append(':');
            text.append(in.getInt()).append(':').append(in.getShort());
        }
    }

    private static void row(ByteBuffer in, StringBuilder text) {
        for (int n = in.getShort(); n > 0; n--) {
            int length = in.getInt();
            text.append(' ');
            if (length < 0) {
                text.append("null");
            } else {
                byte[] value = new byte[length];
                in.get(value);
                text.append(quoted(value));
            }
        }
    }

    private static void fields(ByteBuffer in, StringBuilder text) {
        for (char field = (char) in.get(); field != 0; field = (char) in.get()) {
            String value = string(in);
            if (field != 'V') {
                text.append(' ').append(field).append('=').append(value);
            }
        }
    }

    private static String quoted(byte[] value) {
        String text = new String(value, UTF_8);
        boolean plain = text.chars().allMatch(c -> c >= 0x20 && c != 0x7f && c != 0xfffd);
        return plain ? "'" + text + "'" : "x'" + HexFormat.of().formatHex(value) + "'";
    }

    private static String string(ByteBuffer in) {
        int from = in.position();
        while (in.get() != 0) {
            continue;
        }
        return new String(in.array(), from, in.position() - from - 1, UTF_8);
    }
}
