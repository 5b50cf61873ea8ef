package io.forebay.format.orc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.orc.OrcProto;

/** Files that are put together message by message, to be wrong in one of them. Nothing is compressed unless it says so. */
final class RawFile {
    final OrcProto.PostScript.Builder postscript = OrcProto.PostScript.newBuilder()
            .setCompression(OrcProto.CompressionKind.NONE)
            .addVersion(0)
            .addVersion(12)
            .setMagic("ORC");
    final OrcProto.Footer.Builder footer = OrcProto.Footer.newBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A stream's bytes. */
    private record Data(int column, OrcProto.Stream.Kind kind, byte[] bytes) {}

    private final List<Data> streams = new ArrayList<>();
    final OrcProto.StripeFooter.Builder stripe = OrcProto.StripeFooter.newBuilder();

    RawFile() {
        bytes.writeBytes("ORC".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** A struct of fields {@code c0}, {@code c1} … of these kinds, which have no parts. */
    static RawFile of(OrcProto.Type.Kind... fields) {
        RawFile file = new RawFile();
        OrcProto.Type.Builder root = OrcProto.Type.newBuilder().setKind(OrcProto.Type.Kind.STRUCT);
        for (int i = 0; i < fields.length; i++) {
            root.addSubtypes(i + 1).addFieldNames("c" + i);
        }
        file.footer.addTypes(root);
        for (OrcProto.Type.Kind field : fields) {
            file.footer.addTypes(OrcProto.Type.newBuilder().setKind(field));
        }
        return file;
    }

    RawFile stream(int column, OrcProto.Stream.Kind kind, int... values) {
        byte[] data = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            data[i] = (byte) values[i];
        }
        return stream(column, kind, data);
    }

    RawFile stream(int column, OrcProto.Stream.Kind kind, byte[] data) {
        streams.add(new Data(column, kind, data));
        return this;
    }

    RawFile encodings(OrcProto.ColumnEncoding.Kind... kinds) {
        Arrays.stream(kinds)
                .forEach(kind ->
                        stripe.addColumns(OrcProto.ColumnEncoding.newBuilder().setKind(kind)));
        return this;
    }

    /** Ends a stripe. */
    RawFile stripe(long rows) {
        return stripe(rows, told -> {});
    }

    RawFile stripe(long rows, Consumer<OrcProto.StripeInformation.Builder> wrong) {
        OrcProto.StripeInformation.Builder told = OrcProto.StripeInformation.newBuilder()
                .setOffset(bytes.size())
                .setIndexLength(0)
                .setNumberOfRows(rows);
        for (Data stream : streams) {
            stripe.addStreams(OrcProto.Stream.newBuilder()
                    .setColumn(stream.column())
                    .setKind(stream.kind())
                    .setLength(stream.bytes().length));
            bytes.writeBytes(stream.bytes());
        }
        told.setDataLength(bytes.size() - told.getOffset());
        byte[] message = chunk(stripe.build().toByteArray());
        bytes.writeBytes(message);
        told.setFooterLength(message.length);
        wrong.accept(told);
        footer.addStripes(told);
        footer.setNumberOfRows(footer.getNumberOfRows() + rows);
        streams.clear();
        stripe.clear();
        return this;
    }

    /** A message as a chunk that is stored as it is, where the file is compressed. */
    private byte[] chunk(byte[] message) {
        if (postscript.getCompression() == OrcProto.CompressionKind.NONE) {
            return message;
        }
        return chunk(message, true);
    }

    static byte[] chunk(byte[] stored, boolean original) {
        int header = stored.length << 1 | (original ? 1 : 0);
        byte[] chunk = new byte[stored.length + 3];
        chunk[0] = (byte) header;
        chunk[1] = (byte) (header >> 8);
        chunk[2] = (byte) (header >> 16);
        System.arraycopy(stored, 0, chunk, 3, stored.length);
        return chunk;
    }

    byte[] bytes() {
        return bytes(told -> {});
    }

    byte[] bytes(Consumer<OrcProto.PostScript.Builder> wrong) {
        byte[] message = chunk(footer.build().toByteArray());
        bytes.writeBytes(message);
        postscript.setFooterLength(message.length);
        wrong.accept(postscript);
        byte[] last = postscript.build().toByteArray();
        bytes.writeBytes(last);
        bytes.write(last.length);
        return bytes.toByteArray();
    }
}
