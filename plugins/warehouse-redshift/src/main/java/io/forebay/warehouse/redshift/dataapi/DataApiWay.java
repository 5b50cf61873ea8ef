package io.forebay.warehouse.redshift.dataapi;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.redshift.driver.Address;
import io.forebay.warehouse.redshift.driver.RedshiftError;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.driver.Way;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClientBuilder;

/**
 * By the Redshift Data API: {@code redshift-data://[user@]NAME/database[?property=value&…]}. The SDK's client is made when it
 * is first asked: finding a region and credentials may take a request.
 */
public final class DataApiWay implements Way {
    private static final String EXAMPLE = "redshift-data://my-cluster/dev?region=eu-west-1";
    private static final Set<String> PROPERTIES =
            Set.of("serverless", "secret-arn", "region", "endpoint", "keep-alive", "api-timeout");
    private static final int DAY = 86_400;

    private final DataTarget target;
    private final Map<String, String> properties;
    private final Duration patience;
    private @Nullable DataApi api;

    private DataApiWay(DataTarget target, Map<String, String> properties) {
        this.target = target;
        this.properties = properties;
        this.patience = Duration.ofSeconds(seconds(properties, "api-timeout", 30, 1));
    }

    /** @throws ForebayException INVALID_PARAMETER for an address that is wrong */
    public static DataApiWay of(URI url) {
        String name = Address.host(url, EXAMPLE);
        String database = Address.database(url);
        Map<String, String> properties = Address.properties(url);
        for (String property : properties.keySet()) {
            if (!PROPERTIES.contains(property)) {
                throw new ForebayException(
                                CommonError.INVALID_PARAMETER,
                                "the address of the Redshift Data API has no property \"" + property + "\"")
                        .withHint("It has "
                                + String.join(", ", PROPERTIES.stream().sorted().toList()) + ".");
            }
        }
        String user = url.getUserInfo();
        if (user != null && user.contains(":")) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER, "the Redshift Data API takes no password in its address")
                    .withHint("Put it into Secrets Manager and name it: ?secret-arn=arn:aws:secretsmanager:….");
        }
        boolean serverless = "true".equals(properties.get("serverless"));
        if (user != null && (serverless || properties.containsKey("secret-arn"))) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "the Redshift Data API takes a user in its address for a cluster without a secret only")
                    .withHint("Leave \"" + user + "@\" out: the secret, or the IAM identity, says who the user is.");
        }
        DataTarget target = new DataTarget(
                name,
                serverless,
                database,
                user,
                properties.get("secret-arn"),
                seconds(properties, "keep-alive", 300, 30));
        return new DataApiWay(target, properties);
    }

    private static int seconds(Map<String, String> properties, String name, int otherwise, int least) {
        String given = properties.get(name);
        if (given == null) {
            return otherwise;
        }
        if (!given.matches("\\d{1,5}") || Integer.parseInt(given) < least || Integer.parseInt(given) > DAY) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    name + " must be " + least + " to " + DAY + " seconds, not \"" + given + "\"");
        }
        return Integer.parseInt(given);
    }

    @Override
    public Transport open() {
        try {
            return DataTransport.open(api());
        } catch (SdkException e) {
            throw cannot(DataApiErrors.of(e));
        } catch (ForebayException e) {
            throw cannot(e);
        }
    }

    private ForebayException cannot(ForebayException e) {
        return new ForebayException(
                e.code() == RedshiftError.SERVER_SAYS_NO ? CommonError.CONNECTION_LOST : e.code(),
                "cannot connect to " + this + ": " + e.getMessage(),
                e);
    }

    private synchronized DataApi api() {
        DataApi made = api;
        if (made == null) {
            made = new DataApi(client(), target, patience);
            api = made;
        }
        return made;
    }

    private RedshiftDataClient client() {
        RedshiftDataClientBuilder builder = RedshiftDataClient.builder()
                .httpClient(new ApiHttpClient(patience))
                .overrideConfiguration(overrides -> overrides.retryStrategy(RetryMode.STANDARD));
        String region = properties.get("region");
        if (region != null) {
            builder.region(Region.of(region));
        }
        String endpoint = properties.get("endpoint");
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    @Override
    public boolean serverless() {
        return target.serverless();
    }

    @Override
    public synchronized void close() {
        if (api != null) {
            api.close();
        }
    }

    @Override
    public String toString() {
        return "redshift-data://" + target.name() + "/" + target.database();
    }
}
