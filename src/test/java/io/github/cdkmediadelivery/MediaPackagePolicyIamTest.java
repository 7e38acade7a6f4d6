package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;

/** Who gets past the policies that the library writes for MediaPackage v2 endpoints, says a third-party engine. */
class MediaPackagePolicyIamTest {

    private static final String HLS = V2_ARN_OF + "hls";
    private static final String CHANNEL = "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one";

    /** The synthesized policies, resolved as if the distribution's id were E123. */
    private static final Map<Access, JsonNode> POLICIES = new EnumMap<>(Access.class);

    static {
        for (var access : Access.values()) {
            var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                    .origin(v2().originAccess(access.in(stack)).build())
                    .build());
            POLICIES.put(
                    access,
                    Resolved.of(template.template())
                            .with(template.id(Resources.DISTRIBUTION), "E123")
                            .value(template.only(Resources.ENDPOINT_POLICY).path("Policy")));
        }
    }

    enum Access {
        SIGNATURE,
        HEADER,
        BOTH;

        private MediaPackageV2Access in(Stack stack) {
            if (this == SIGNATURE) {
                return MediaPackageV2Access.originAccessControl();
            }
            var authorization =
                    MediaPackageV2CdnAuthorization.Builder.create(stack, "Auth").build();
            return this == HEADER
                    ? MediaPackageV2Access.cdnAuthorization(authorization)
                    : MediaPackageV2Access.originAccessControlAndCdnAuthorization(authorization);
        }
    }

    enum Caller {
        THIS_DISTRIBUTION("cloudfront.amazonaws.com", "arn:aws:cloudfront::111122223333:distribution/E123"),
        ANOTHER_DISTRIBUTION("cloudfront.amazonaws.com", "arn:aws:cloudfront::111122223333:distribution/E124"),
        ANOTHER_ACCOUNT("cloudfront.amazonaws.com", "arn:aws:cloudfront::444455556666:distribution/E123"),
        ANOTHER_SERVICE("mediatailor.amazonaws.com", "arn:aws:cloudfront::111122223333:distribution/E123"),
        CLOUDFRONT_FOR_NOBODY("cloudfront.amazonaws.com", ""),
        ANYONE("", "");

        private final String service;
        private final String source;

        Caller(String service, String source) {
            this.service = service;
            this.source = source;
        }

        private IamSimulator.Request asks(String action, String resource) {
            var request = IamSimulator.request("mediapackagev2:" + action).on(resource);
            var by = service.isEmpty() ? request.anonymously() : request.byService(service);
            return source.isEmpty() ? by : by.with("aws:SourceArn", source);
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    policy    | caller                | header  | action        | decision
                    SIGNATURE | THIS_DISTRIBUTION     |         | GetObject     | ALLOWED
                    SIGNATURE | THIS_DISTRIBUTION     |         | GetHeadObject | ALLOWED
                    SIGNATURE | ANOTHER_DISTRIBUTION  |         | GetObject     | DENIED
                    SIGNATURE | ANOTHER_DISTRIBUTION  |         | GetHeadObject | DENIED
                    SIGNATURE | ANOTHER_ACCOUNT       |         | GetObject     | DENIED
                    SIGNATURE | ANOTHER_SERVICE       |         | GetObject     | DENIED
                    SIGNATURE | CLOUDFRONT_FOR_NOBODY |         | GetObject     | DENIED
                    SIGNATURE | ANYONE                |         | GetObject     | DENIED
                    SIGNATURE | ANYONE                | true    | GetObject     | DENIED
                    HEADER    | ANYONE                | true    | GetObject     | ALLOWED
                    HEADER    | ANYONE                | true    | GetHeadObject | ALLOWED
                    HEADER    | THIS_DISTRIBUTION     | true    | GetObject     | ALLOWED
                    HEADER    | ANYONE                | false   | GetObject     | DENIED
                    HEADER    | ANYONE                | false   | GetHeadObject | DENIED
                    HEADER    | ANYONE                |         | GetObject     | DENIED
                    HEADER    | THIS_DISTRIBUTION     |         | GetObject     | DENIED
                    HEADER    | ANOTHER_SERVICE       | false   | GetObject     | DENIED
                    BOTH      | THIS_DISTRIBUTION     | true    | GetObject     | ALLOWED
                    BOTH      | THIS_DISTRIBUTION     | true    | GetHeadObject | ALLOWED
                    BOTH      | THIS_DISTRIBUTION     | false   | GetObject     | DENIED
                    BOTH      | THIS_DISTRIBUTION     |         | GetObject     | DENIED
                    BOTH      | ANOTHER_DISTRIBUTION  | true    | GetObject     | DENIED
                    BOTH      | ANOTHER_ACCOUNT       | true    | GetObject     | DENIED
                    BOTH      | ANOTHER_SERVICE       | true    | GetObject     | DENIED
                    BOTH      | ANYONE                | true    | GetObject     | DENIED
                    """)
    void onlyWhoShowsWhatThePolicyDemandsMayRead(
            Access policy, Caller caller, Boolean header, String action, IamSimulator.Decision decision) {
        var request = caller.asks(action, HLS);
        var asked = header == null
                ? request
                : request.with("mediapackagev2:RequestHasMatchingCdnAuthHeader", header.toString());

        assertThat(asked.against(policy(policy))).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
        "SIGNATURE, UpdateOriginEndpoint",
        "SIGNATURE, DeleteOriginEndpoint",
        "HEADER, UpdateOriginEndpoint",
        "HEADER, DeleteOriginEndpoint",
        "BOTH, UpdateOriginEndpoint",
        "BOTH, DeleteOriginEndpoint"
    })
    void nobodyMayChangeTheEndpoint(Access policy, String action) {
        assertThat(Caller.THIS_DISTRIBUTION.asks(action, HLS).against(policy(policy)))
                .isEqualTo(IamSimulator.Decision.DENIED);
    }

    @ParameterizedTest
    @CsvSource({"SIGNATURE", "HEADER", "BOTH"})
    void nobodyMayWriteIntoTheChannel(Access policy) {
        assertThat(Caller.THIS_DISTRIBUTION.asks("PutObject", CHANNEL).against(policy(policy)))
                .isEqualTo(IamSimulator.Decision.DENIED);
    }

    @ParameterizedTest
    @CsvSource({"SIGNATURE", "HEADER", "BOTH"})
    void anotherEndpointIsNotMeant(Access policy) {
        var dash = Caller.THIS_DISTRIBUTION
                .asks("GetObject", V2_ARN_OF + "dash")
                .with("mediapackagev2:RequestHasMatchingCdnAuthHeader", "true");

        assertThat(dash.against(policy(policy))).isEqualTo(IamSimulator.Decision.DENIED);
    }

    private static JsonNode policy(Access access) {
        return Objects.requireNonNull(POLICIES.get(access));
    }
}
