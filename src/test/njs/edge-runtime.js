// Appended to a CloudFront function: runs it on the questions of one file and writes the answers to another.
(function () {
    const fs = require('fs');
    const questions = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
    const answers = [];

    Date.now = function () {
        return globalThis.edgeNow;
    };

    async function run(question) {
        globalThis.edgeNow = question.now;
        globalThis.edgeStore = question.store;
        return await handler(question.event);
    }

    function next(i) {
        if (i === questions.length) {
            fs.writeFileSync(process.argv[3], JSON.stringify(answers));
            return Promise.resolve();
        }
        return run(questions[i])
            .then(result => answers.push({ result: result }), error => answers.push({ error: String(error) }))
            .then(() => next(i + 1));
    }

    next(0);
})();
