package io.forebay.format.json.write;

import io.forebay.format.kit.write.Suffixes;
import io.forebay.format.kit.write.TextWriters;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.format.WriteFormat;
import io.forebay.spi.format.WriteOptions;
import io.forebay.spi.format.WriteRequest;
import io.forebay.spi.warehouse.TypeKind;
import java.util.HashSet;
import java.util.Set;

/** One JSON object a line. SOURCE: Redshift Database Developer Guide, "UNLOAD", FORMAT JSON. */
public final class JsonWriteFormat implements WriteFormat {
    @Override
    public boolean writes(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("JSON");
    }

    @Override
    public String name(Layout layout) {
        return "Json";
    }

    @Override
    public String suffix(WriteOptions options) {
        return Suffixes.of(options.compression());
    }

    @Override
    public RecordWriters open(WriteRequest request) {
        Set<String> names = new HashSet<>();
        for (WriteColumn column : request.columns()) {
            if (!names.add(column.name())) {
                throw new ForebayException(
                                CommonError.DUPLICATE_OBJECT,
                                "two columns of the query are named \"" + column.name()
                                        + "\", which an object of JSON cannot hold")
                        .withHint("Give one of them another name: SELECT … AS name.");
            }
            if (column.type().kind() == TypeKind.VARBYTE) {
                throw new ForebayException(
                                CommonError.NOT_SUPPORTED,
                                "column \"" + column.name() + "\" is of type "
                                        + column.type().sqlName() + ", which UNLOAD writes to text and CSV only")
                        .withHint("Leave it out, or write text: to_hex(" + column.name() + ").");
            }
        }
        return new TextWriters(request.options().compression(), new JsonRow(request.columns()), new byte[0]);
    }
}
