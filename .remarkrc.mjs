/** `npm run lint:links`: every link and anchor in the documents leads somewhere. Nothing is downloaded. */
import remarkGfm from 'remark-gfm';
import remarkValidateLinks from 'remark-validate-links';

/** Anchors such as `<a id="3"></a>`, which remark-validate-links does not find in HTML. */
function htmlAnchors() {
  const find = (node) => {
    const [, id] = (node.type === 'html' && /<a id="([^"]+)"/.exec(node.value)) || [];
    if (id !== undefined) node.data = { hProperties: { id } };
    node.children?.forEach(find);
  };
  return find;
}

export default {
  plugins: [
    remarkGfm,
    htmlAnchors,
    // OWNER is the placeholder of package.json.
    [remarkValidateLinks, { repository: 'OWNER/emqx-clients-kit' }],
  ],
};
