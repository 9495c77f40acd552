Page({ data: { me: null, failure: '' } });
