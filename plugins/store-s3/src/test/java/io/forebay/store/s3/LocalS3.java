package io.forebay.store.s3;

import io.forebay.spi.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A real S3 server in this process, on the loopback address. */
final class LocalS3 implements AutoCloseable {
    static final String KEY = "AKIDFORTESTS";
    static final String SECRET = "a-secret-that-is-never-shown";

    private final S3Proxy proxy;

    LocalS3(Path folder) throws Exception {
        proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .build();
        proxy.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    ObjectStore open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("endpoint", endpoint().toString(), "access-key-id", KEY, "secret-access-key", SECRET));
        settings.putAll(more);
        return new S3StoreFactory().open(settings);
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
