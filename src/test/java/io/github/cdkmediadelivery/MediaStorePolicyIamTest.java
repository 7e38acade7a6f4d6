package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.DeployedStore.DISTRIBUTION_ID;
import static io.github.cdkmediadelivery.DeployedStore.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediastore.CfnContainer;

/** Who gets past the policy of a container, as a third-party engine sees it. */
class MediaStorePolicyIamTest {

    private static final String ADMINISTRATOR = "arn:aws:iam::" + Resolved.ACCOUNT + ":user/administrator";
    private static final String OTHER_ACCOUNT = "444455556666";

    @Nested
    class WhereASecretHeaderIsShown {

        @ParameterizedTest
        @CsvSource({"Referer, aws:Referer", "User-Agent, aws:UserAgent", "referer, aws:Referer"})
        void whoShowsItOverTlsReadsAndNothingElse(String header, String key) {
            var store = secret(header);
            var value = store.headers().get(header);
            store.guard()
                    .allows("the distribution reads", store.reads())
                    .allows("the distribution describes", store.asks("mediastore:DescribeObject"))
                    .denies("wrong value", store.reads().with(key, "Secret9aB3dE5gH7jK9"))
                    .denies("longer value", store.reads().with(key, value + "x"))
                    .denies("differently cased value", store.reads().with(key, value.toLowerCase(Locale.ROOT)))
                    .denies("a wildcard", store.reads().with(key, "*"))
                    .denies("no header", without(key, store.reads()))
                    .denies("plain HTTP", plain(store.reads()))
                    .denies("the distribution puts", store.asks("mediastore:PutObject"))
                    .denies("the distribution deletes", store.asks("mediastore:DeleteObject"))
                    .denies(
                            "a signature without the secret",
                            from(distribution(DISTRIBUTION_ID), without(key, store.reads()))
                                    .byService("cloudfront.amazonaws.com"));
        }

        @Test
        void itIsNothingInTheOtherHeader() {
            var store = secret("Referer");
            store.guard()
                    .denies(
                            "the secret as User-Agent",
                            without("aws:Referer", store.reads())
                                    .with("aws:UserAgent", store.headers().get("Referer")));
        }

        private static DeployedStore secret(String header) {
            return DeployedStore.of(stack -> live(stack)
                    .originAccess(MediaStoreAccess.secretHeader(
                            SecretHeader.Builder.create(stack, "Header", header).build()))
                    .build());
        }
    }

    @Nested
    class WhereRequestsAreSigned {

        @Test
        void anyDistributionOfTheAccountReadsSinceNamingTheOneWouldCloseACycle() {
            assertWhoReads(DeployedStore.of(stack -> live(stack).build()), true);
        }

        @Test
        void onlyTheDistributionReadsOnceItsIdIsKnown() {
            assertWhoReads(
                    DeployedStore.of(stack ->
                            live(stack).deployedDistributionId(DISTRIBUTION_ID).build()),
                    false);
        }

        @Test
        void theSameGetIntoAContainerOfTheSameApp() {
            assertWhoReads(
                    DeployedStore.of(stack -> live(stack)
                            .container(MediaContainer.of(CfnContainer.Builder.create(stack, "Own")
                                    .containerName("own")
                                    .build()))
                            .build()),
                    true);
        }

        private static void assertWhoReads(DeployedStore store, boolean anyOfTheAccount) {
            var read = store.reads();
            store.guard()
                    .allows("the distribution reads", read)
                    .allows("the distribution describes", store.asks("mediastore:DescribeObject"))
                    .decides(anyOfTheAccount, "another one of the account", from(distribution("E9OTHEROTHERO"), read))
                    .denies("one of another account", from(foreign(), read))
                    .denies("another service, for the distribution", read.byService("mediatailor.amazonaws.com"))
                    .denies("an anonymous caller", read.anonymously())
                    .denies("plain HTTP", plain(read))
                    .denies("the distribution puts", store.asks("mediastore:PutObject"))
                    .denies("another container", read.on(store.objects() + "2/channel/index.m3u8"));
        }
    }

    @Test
    void whatLiesOutsideTheFoldersIsNotGranted() {
        var store = DeployedStore.of(stack ->
                live(stack).originPath("/published").contentPath("/live").build());
        store.guard()
                .allows("in both folders", store.reads().on(store.objects() + "/published/live/a.m3u8"))
                .allows("deep in them", store.reads().on(store.objects() + "/published/live/a/b/c.ts"))
                .denies("in the outer one", store.reads().on(store.objects() + "/published/a.m3u8"))
                .denies("in the inner one", store.reads().on(store.objects() + "/live/a.m3u8"))
                .denies("beside them", store.reads().on(store.objects() + "/published/live2/a.m3u8"))
                .allows(
                        "the owner, beside them",
                        owner(store, "mediastore:GetObject").on(store.objects() + "/a.m3u8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mediastore:GetObject",
                "mediastore:DescribeObject",
                "mediastore:PutObject",
                "mediastore:DeleteObject"
            })
    void theOwnersAccountMayDoEverythingOverTlsAndNothingWithout(String action) {
        var store = DeployedStore.of(stack -> live(stack).build());
        var request = owner(store, action);
        store.guard()
                .allows("the owner", request)
                .denies("the owner over plain HTTP", plain(request))
                .denies(
                        "another account",
                        request.byPrincipal("arn:aws:iam::" + OTHER_ACCOUNT + ":user/administrator")
                                .inAccount(Resolved.ACCOUNT));
    }

    @Test
    void aFurtherStatementLetsInWhomItNamesAndLeavesTheRestAsItIs() {
        var encoder = "arn:aws:iam::" + OTHER_ACCOUNT + ":role/encoder";
        var store = DeployedStore.of(stack -> live(stack)
                .container(MediaContainer.created("news")
                        .statement(Map.of(
                                "Effect", "Allow",
                                "Principal", Map.of("AWS", encoder),
                                "Action", "mediastore:PutObject",
                                "Resource", "arn:aws:mediastore:eu-west-1:111122223333:container/news/*",
                                "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "true")))))
                .build());
        var puts = store.asks("mediastore:PutObject");
        var byTheEncoder = puts.byPrincipal(encoder).withIdentityPolicy(everything());
        store.guard()
                .allows("the encoder puts", byTheEncoder)
                .denies("the encoder puts over plain HTTP", plain(byTheEncoder))
                .denies("the distribution puts", puts)
                .allows("the distribution reads", store.reads());
    }

    private static MediaStoreOriginDistribution.Builder live(Stack stack) {
        return MediaStoreOriginDistribution.Builder.create(stack, "Live");
    }

    /**
     * Someone of the owner's account whose own policies allow everything. Within one account those would do, and the
     * container's policy would not be asked; the engine asks it where it takes the container for another account's.
     */
    private static Request owner(DeployedStore store, String action) {
        return IamSimulator.request(action)
                .on(store.objects() + "/channel/index.m3u8")
                .inAccount("777788889999")
                .byPrincipal(ADMINISTRATOR)
                .withIdentityPolicy(everything())
                .with("aws:SecureTransport", "true");
    }

    private static Request plain(Request request) {
        return request.with("aws:SecureTransport", "false");
    }

    private static Request from(String distributionArn, Request request) {
        return request.with("aws:SourceArn", distributionArn);
    }

    private static String foreign() {
        return "arn:aws:cloudfront::" + OTHER_ACCOUNT + ":distribution/" + DISTRIBUTION_ID;
    }

    private static Request without(String contextKey, Request request) {
        var copy = request.json().deepCopy();
        copy.withObjectProperty("context").remove(contextKey);
        return new Request(copy);
    }

    private static JsonNode everything() {
        return new ObjectMapper()
                .valueToTree(Map.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        Map.of("Effect", "Allow", "Action", "mediastore:*", "Resource", "*")));
    }
}
