package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.DeployedStore.DISTRIBUTION_ID;
import static io.github.cdkmediadelivery.DeployedStore.distribution;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediastore.CfnContainer;

/** Who gets past the policy of a container, as a third-party engine sees it. */
class MediaStorePolicyIamTest {

    private static final String ADMINISTRATOR = "arn:aws:iam::" + Resolved.ACCOUNT + ":user/administrator";
    private static final String OTHER_ACCOUNT = "444455556666";

    @ParameterizedTest
    @CsvSource({"Referer, aws:Referer", "User-Agent, aws:UserAgent", "referer, aws:Referer"})
    void whoShowsTheSecretOverTlsReadsAndNothingElse(String header, String key) {
        var store = DeployedStore.of(stack -> live(stack)
                .originAccess(MediaStoreAccess.secretHeader(
                        SecretHeader.Builder.create(stack, "Header", header).build()))
                .build());
        var value = store.headers().get(header);

        assertThat(table(
                        store,
                        row("the distribution reads", it -> it),
                        row("the distribution describes", it -> store.asks("mediastore:DescribeObject")),
                        row("wrong value", it -> it.with(key, "Secret9aB3dE5gH7jK9")),
                        row("longer value", it -> it.with(key, value + "x")),
                        row("differently cased value", it -> it.with(key, value.toLowerCase(Locale.ROOT))),
                        row("a wildcard", it -> it.with(key, "*")),
                        row("no header", it -> without(key, it)),
                        row("plain HTTP", MediaStorePolicyIamTest::plain),
                        row("the distribution puts", it -> store.asks("mediastore:PutObject")),
                        row("the distribution deletes", it -> store.asks("mediastore:DeleteObject")),
                        row("a signature without the secret", it -> without(key, it)
                                .byService("cloudfront.amazonaws.com")
                                .with("aws:SourceArn", distribution(DISTRIBUTION_ID)))))
                .isEqualTo(
                        answers(
                                """
                                the distribution reads          | ALLOWED
                                the distribution describes      | ALLOWED
                                wrong value                     | DENIED
                                longer value                    | DENIED
                                differently cased value         | DENIED
                                a wildcard                      | DENIED
                                no header                       | DENIED
                                plain HTTP                      | DENIED
                                the distribution puts           | DENIED
                                the distribution deletes        | DENIED
                                a signature without the secret  | DENIED
                                """));
    }

    @Test
    void theSecretOfTheOneHeaderIsNothingInTheOther() {
        var store = DeployedStore.of(stack -> live(stack)
                .originAccess(MediaStoreAccess.secretHeader(
                        SecretHeader.Builder.create(stack, "Header", "Referer").build()))
                .build());
        var inTheOther = without("aws:Referer", store.reads())
                .with("aws:UserAgent", store.headers().get("Referer"));

        assertThat(inTheOther.against(store.policy())).isEqualTo(Decision.DENIED);
    }

    @Test
    void anyDistributionOfTheAccountReadsSinceNamingTheOneWouldCloseACycle() {
        assertThat(answersToSignatures(DeployedStore.of(stack -> live(stack).build())))
                .isEqualTo(
                        answers(
                                """
                                the distribution reads                      | ALLOWED
                                the distribution describes                  | ALLOWED
                                another distribution of the account         | ALLOWED
                                a distribution of another account           | DENIED
                                another service, for the distribution       | DENIED
                                an anonymous caller                         | DENIED
                                plain HTTP                                  | DENIED
                                the distribution puts                       | DENIED
                                """));
    }

    @Test
    void onlyTheDistributionReadsOnceItsIdIsKnown() {
        assertThat(answersToSignatures(DeployedStore.of(stack ->
                        live(stack).deployedDistributionId(DISTRIBUTION_ID).build())))
                .isEqualTo(
                        answers(
                                """
                                the distribution reads                      | ALLOWED
                                the distribution describes                  | ALLOWED
                                another distribution of the account         | DENIED
                                a distribution of another account           | DENIED
                                another service, for the distribution       | DENIED
                                an anonymous caller                         | DENIED
                                plain HTTP                                  | DENIED
                                the distribution puts                       | DENIED
                                """));
    }

    @Test
    void anotherContainerIsNotGranted() {
        var store = DeployedStore.of(stack -> live(stack).build());

        assertThat(store.reads().on(store.objects() + "2/channel/index.m3u8").against(store.policy()))
                .isEqualTo(Decision.DENIED);
    }

    @Test
    void whatLiesOutsideTheFoldersIsNotGranted() {
        var store = DeployedStore.of(stack ->
                live(stack).originPath("/published").contentPath("/live").build());

        assertThat(table(
                        store,
                        row("in both folders", it -> it.on(store.objects() + "/published/live/a.m3u8")),
                        row("deep in them", it -> it.on(store.objects() + "/published/live/a/b/c.ts")),
                        row("in the outer one", it -> it.on(store.objects() + "/published/a.m3u8")),
                        row("in the inner one", it -> it.on(store.objects() + "/live/a.m3u8")),
                        row("beside them", it -> it.on(store.objects() + "/published/live2/a.m3u8")),
                        row("the owner, beside them", it -> owner(store, "mediastore:GetObject")
                                .on(store.objects() + "/a.m3u8"))))
                .isEqualTo(
                        answers(
                                """
                                in both folders         | ALLOWED
                                deep in them            | ALLOWED
                                in the outer one        | DENIED
                                in the inner one        | DENIED
                                beside them             | DENIED
                                the owner, beside them  | ALLOWED
                                """));
    }

    @ParameterizedTest
    @CsvSource({
        "mediastore:GetObject",
        "mediastore:DescribeObject",
        "mediastore:PutObject",
        "mediastore:DeleteObject",
    })
    void theOwnersAccountMayDoEverythingOverTlsAndNothingWithout(String action) {
        var store = DeployedStore.of(stack -> live(stack).build());
        var request = owner(store, action);

        assertThat(request.against(store.policy())).isEqualTo(Decision.ALLOWED);
        assertThat(plain(request).against(store.policy())).isEqualTo(Decision.DENIED);
        assertThat(request.byPrincipal("arn:aws:iam::" + OTHER_ACCOUNT + ":user/administrator")
                        .inAccount(Resolved.ACCOUNT)
                        .against(store.policy()))
                .isEqualTo(Decision.DENIED);
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

        assertThat(byTheEncoder.against(store.policy())).isEqualTo(Decision.ALLOWED);
        assertThat(plain(byTheEncoder).against(store.policy())).isEqualTo(Decision.DENIED);
        assertThat(puts.against(store.policy())).isEqualTo(Decision.DENIED);
        assertThat(store.reads().against(store.policy())).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void theContainerOfTheSameAppLetsInTheDistributionAndNobodyElse() {
        var store = DeployedStore.of(stack -> live(stack)
                .container(MediaContainer.of(CfnContainer.Builder.create(stack, "Own")
                        .containerName("own")
                        .build()))
                .build());

        assertThat(table(
                        store,
                        row("the distribution reads", it -> it),
                        row("the distribution puts", it -> store.asks("mediastore:PutObject")),
                        row("an anonymous caller", Request::anonymously),
                        row("plain HTTP", MediaStorePolicyIamTest::plain)))
                .isEqualTo(
                        answers(
                                """
                                the distribution reads  | ALLOWED
                                the distribution puts   | DENIED
                                an anonymous caller     | DENIED
                                plain HTTP              | DENIED
                                """));
    }

    private static Map<String, Decision> answersToSignatures(DeployedStore store) {
        return table(
                store,
                row("the distribution reads", it -> it),
                row("the distribution describes", it -> store.asks("mediastore:DescribeObject")),
                row("another distribution of the account", it -> from(distribution("E9OTHEROTHERO"), it)),
                row("a distribution of another account", it -> from(foreign(), it)),
                row("another service, for the distribution", it -> it.byService("mediatailor.amazonaws.com")),
                row("an anonymous caller", Request::anonymously),
                row("plain HTTP", MediaStorePolicyIamTest::plain),
                row("the distribution puts", it -> store.asks("mediastore:PutObject")));
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

    private record Row(String question, UnaryOperator<Request> request) {}

    private static Row row(String question, UnaryOperator<Request> request) {
        return new Row(question, request);
    }

    /** Each row begins with the distribution's own request for a manifest. */
    private static Map<String, Decision> table(DeployedStore store, Row... rows) {
        Map<String, Decision> table = new LinkedHashMap<>();
        for (var row : rows) {
            table.put(row.question(), row.request().apply(store.reads()).against(store.policy()));
        }
        return table;
    }

    private static Map<String, Decision> answers(String rows) {
        Map<String, Decision> table = new LinkedHashMap<>();
        rows.lines()
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> table.put(cells[0].strip(), Decision.valueOf(cells[1].strip())));
        return table;
    }
}
