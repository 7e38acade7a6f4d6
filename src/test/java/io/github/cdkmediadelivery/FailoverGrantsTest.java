package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whom both of two origins let in: a third-party engine decides. */
class FailoverGrantsTest {

    private static final String OF_THE_ACCOUNT = "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/";
    private static final String FOREIGN = "arn:aws:cloudfront::444455556666:distribution/";

    @ParameterizedTest
    @EnumSource
    void bothLetTheDistributionInAndNoneOfAnotherAccount(FailoverPairs pair) {
        var templates = Synth.templates(pair::define);
        var distribution = Grant.distribution("First", templates);
        var grants = Grant.to(Grant.CLOUDFRONT, templates);

        assertThat(grants)
                .hasSize(pair == FailoverPairs.ENCRYPTED_FILMS ? 4 : 2)
                .allSatisfy(grant -> {
                    grant.decides(true, distribution);
                    grant.decides(false, FOREIGN + "E2ABCDEFGHIJKL");
                    grant.decides(!grant.names(distribution), OF_THE_ACCOUNT + "E9OTHEROTHERO");
                });
    }

    /** CloudFront asks the other endpoint by HEAD for its score. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ANY,
            names = {"MEDIA_PACKAGE.*", "ADS"})
    void bothEndpointsNameTheOneDistributionOnceForGetAndHead(FailoverPairs pair) {
        var templates = Synth.templates(pair::define);

        assertThat(Grant.to(Grant.CLOUDFRONT, templates)).hasSize(2).allSatisfy(grant -> {
            assertThat(grant.names(Grant.distribution("First", templates))).isTrue();
            assertThat(grant.actions()).containsExactly("mediapackagev2:GetObject", "mediapackagev2:GetHeadObject");
        });
    }
}
