package io.forebay.format.json;

import io.forebay.format.json.text.JsonTokens;
import io.forebay.format.json.text.RecordScan;
import io.forebay.format.kit.block.Block;
import io.forebay.format.kit.block.Cutter;
import io.forebay.format.kit.block.RecordEnd;
import io.forebay.format.kit.bytes.Words;
import io.forebay.spi.format.RecordPart;

/**
 * Cuts before the last line that begins with a bracket while the text before it ends with a closing one: between these
 * no JSON can go on ({@link RecordScan}). Text without such lines is followed from its start.
 */
final class JsonCutter implements Cutter {
    private final LoadRules rules;

    JsonCutter(LoadRules rules) {
        this.rules = rules;
    }

    @Override
    public int lastEnd(byte[] bytes, int from, int to) {
        return lastDocumentEnd(bytes, from, to);
    }

    /** The same without a cutter. */
    static int lastDocumentEnd(byte[] bytes, int from, int to) {
        int line = lastLine(bytes, from, to);
        return line > from ? line : followed(bytes, from, to);
    }

    private static int lastLine(byte[] bytes, int from, int to) {
        int newline = to - 1;
        while ((newline = Words.findLast(bytes, from, newline, (byte) '\n')) >= 0) {
            byte first = bytes[newline + 1];
            if (first == '{' || first == '[') {
                int before = newline - 1;
                while (before >= from && JsonTokens.white(bytes[before])) {
                    before--;
                }
                if (before < from || bytes[before] == '}' || bytes[before] == ']') {
                    return newline + 1;
                }
            }
        }
        return from;
    }

    /** The end of the last record that ends before {@code to}; white space ends as it begins. */
    private static int followed(byte[] bytes, int from, int to) {
        int end = from;
        while (true) {
            int start = end;
            while (start < to && JsonTokens.white(bytes[start])) {
                start++;
            }
            end = start;
            int next = start == to ? -1 : new RecordScan().find(bytes, start, to);
            if (next < 0) {
                return end;
            }
            end = next;
        }
    }

    @Override
    public RecordEnd recordEnd() {
        return new RecordScan();
    }

    /** SOURCE: Amazon Redshift Database Developer Guide, "COPY from JSON format": LINE_NUMBER is that of the last line. */
    @Override
    public boolean endsTellLines() {
        return true;
    }

    @Override
    public RecordPart part(Block block) {
        return new JsonPart(rules, block);
    }
}
