package io.forebay.store.s3;

import io.forebay.spi.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in this process, on the loopback address. */
public final class LocalS3 implements AutoCloseable {
    public static final String KEY = "AKIDFORTESTS";
    public static final String SECRET = "a-secret-that-is-never-shown";

    private final S3Proxy proxy;

    public LocalS3(Path folder) throws Exception {
        proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .build();
        proxy.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public ObjectStore open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("endpoint", endpoint().toString(), "access-key-id", KEY, "secret-access-key", SECRET));
        settings.putAll(more);
        return new S3StoreFactory().open(settings);
    }

    public void makeBucket(String name) {
        try (S3Client client = S3Client.builder()
                .httpClient(new JdkHttpClient(Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .build()) {
            client.createBucket(create -> create.bucket(name));
        }
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
