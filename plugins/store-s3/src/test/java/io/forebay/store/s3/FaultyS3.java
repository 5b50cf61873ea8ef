package io.forebay.store.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Answers each request with the next of its scripts, the last one for ever; one connection a request. */
final class FaultyS3 implements AutoCloseable {
    /** One answer. */
    interface Script {
        void answer(Request request, Socket socket) throws IOException;
    }

    record Request(String line, Map<String, String> headers) {
        /** Where the range begins; 0 without one. */
        int from() {
            String range = headers.get("range");
            return range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final ConcurrentLinkedDeque<Script> scripts = new ConcurrentLinkedDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    FaultyS3(Script... answers) throws IOException {
        scripts.addAll(List.of(answers));
        start(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Never answers. */
    static Script silence() {
        return (request, socket) -> {};
    }

    static Script error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>as scripted</Message></Error>");
    }

    static Script xml(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return (request, socket) -> {
            write(socket, head(status, body.length, "Content-Type: application/xml"));
            socket.getOutputStream().write(body);
            socket.close();
        };
    }

    /** An answer to HEAD of an object of three bytes. */
    static Script head(String header) {
        return (request, socket) -> {
            write(socket, head(200, 3, "ETag: \"e1\"", header));
            socket.close();
        };
    }

    static Script redirect(String region) {
        return (request, socket) -> {
            write(socket, head(301, 0, "x-amz-bucket-region: " + region));
            socket.close();
        };
    }

    static Script whole(byte[] object, String etag) {
        return cut(object, etag, object.length);
    }

    /** Ends the connection after this many bytes of the object. */
    static Script cut(byte[] object, String etag, int end) {
        return (request, socket) -> {
            part(object, etag, end, request, socket);
            socket.close();
        };
    }

    /** Resets the connection after this many bytes of the object. */
    static Script reset(byte[] object, String etag, int end) {
        return (request, socket) -> {
            part(object, etag, end, request, socket);
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** Sends nothing more after this many bytes of the object. */
    static Script stall(byte[] object, String etag, int end) {
        return (request, socket) -> part(object, etag, end, request, socket);
    }

    private static void part(byte[] object, String etag, int end, Request request, Socket socket) throws IOException {
        int from = request.from();
        String range =
                from == 0 ? "" : "Content-Range: bytes " + from + "-" + (object.length - 1) + "/" + object.length;
        write(socket, head(from == 0 ? 200 : 206, object.length - from, "ETag: \"" + etag + "\"", range));
        if (end > from) {
            socket.getOutputStream().write(object, from, end - from);
            socket.getOutputStream().flush();
        }
    }

    private static String head(int status, int length, String... headers) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\n");
        text.append("Last-Modified: Tue, 31 Dec 2002 00:00:00 GMT\r\nContent-Length: ")
                .append(length);
        for (String header : headers) {
            text.append(header.isEmpty() ? "" : "\r\n").append(header);
        }
        return text.append("\r\n\r\n").toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> answer(socket));
            } catch (IOException e) {
                if (closed.getCount() > 0) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket socket) {
        try {
            Request request = request(socket);
            if (request != null) {
                requests.add(request);
                Script script = scripts.size() > 1 ? scripts.remove() : scripts.element();
                script.answer(request, socket);
            }
        } catch (IOException e) {
            // The client went away: that is what some scripts are for.
            requests.add(new Request("broken: " + e, Map.of()));
        }
    }

    private static @Nullable Request request(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String header = in.readLine();
        while (header != null && !header.isEmpty()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
            header = in.readLine();
        }
        return new Request(line, headers);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-s3");
        thread.setDaemon(true);
        thread.start();
    }
}
