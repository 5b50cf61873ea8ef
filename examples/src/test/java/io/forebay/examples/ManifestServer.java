package io.forebay.examples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The endpoint of {@code f_next_manifest(prefix, last)}: writes a manifest of the files below the prefix that came behind
 * those of the last manifest, named after the newest of them, and gives its address; NULL when there is none. It keeps
 * nothing in mind: asked again it gives the same. Run it with {@code java ManifestServer.java FOLDER PORT}.
 */
final class ManifestServer {
    /** A row of the request's arguments: one text, and one text or null. */
    private static final Pattern ROW =
            Pattern.compile("\\[\\s*\"([^\"\\\\]*)\"\\s*,\\s*(?:null|\"([^\"\\\\]*)\")\\s*]");

    private static final String MANIFESTS = "manifests/";

    private final Path bucket;

    /** @param bucket the folder that is served as {@code s3://lake/} */
    ManifestServer(Path bucket) {
        this.bucket = bucket;
    }

    public static void main(String[] arguments) throws IOException {
        ManifestServer manifests = new ManifestServer(Path.of(arguments[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                byte[] reply = manifests.reply(request).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        server.start();
    }

    /** What is answered to a batch of rows. */
    String reply(String request) {
        StringJoiner results = new StringJoiner(", ");
        Matcher row = ROW.matcher(request);
        while (row.find()) {
            results.add(manifest(row.group(1), row.group(2) == null ? "" : row.group(2)));
        }
        return "{\"success\": true, \"results\": [" + results + "]}";
    }

    private String manifest(String prefix, String last) {
        String behind = last.substring(last.lastIndexOf('/') + 1);
        List<String> names;
        try (Stream<Path> files = Files.list(bucket.resolve(prefix))) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.compareTo(behind) > 0)
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                return "null";
            }
            StringJoiner entries = new StringJoiner(",\n  ", "{\"entries\": [\n  ", "\n]}\n");
            names.forEach(name -> entries.add("{\"url\": \"s3://lake/" + prefix + name + "\", \"mandatory\": true}"));
            String key = MANIFESTS + names.get(names.size() - 1);
            Files.createDirectories(bucket.resolve(MANIFESTS));
            Files.writeString(bucket.resolve(key), entries.toString());
            return "\"s3://lake/" + key + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
