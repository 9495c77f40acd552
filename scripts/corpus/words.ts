/** What sentences are made of, the commonest first; `{name}` stands for one of the words or patterns of that name, `_` for a space. */
export type Grammar = Record<string, readonly string[]>;

const list = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/u)
    .map((word) => word.replaceAll('_', ' '));

export const SURNAMES = list(`
  王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜
  叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 史 陶 贺
  毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 欧阳 司马 上官 诸葛
`);

export const AGENT_NAMES = list(`
  小美 阿明 晓雯 佳佳 志强 小林 思琪 子涵 大伟 雅婷 文静 浩然 小雨 梦洁 建国 丽娜 晨曦 小七 安安 嘉怡 俊杰 若溪 小满 小鹿 可可
`);

export const SKILLS = list(`presale aftersale technical logistics`);

export const TAGS = list(`
  退货 物流 质量问题 催发货 发票 换货 投诉 优惠 安装 保修 老客户 尺码 缺货 补偿 误会 已解决 待回访
`);

export const REMARKS = list(`
  常客 企业采购 爱砍价 投诉过 送礼 住得远 只用微信 学校团购 老板朋友 要开专票 上门不便 周末才在家
`);

const places: Grammar = {
  city: list(`
    北京 上海 广州 深圳 杭州 成都 武汉 南京 苏州 西安 重庆 天津 长沙 郑州 青岛 宁波 无锡 佛山 东莞 合肥 福州 厦门 济南 沈阳 大连
    哈尔滨 昆明 南宁 贵阳 南昌 石家庄 太原 长春 兰州 乌鲁木齐 呼和浩特 银川 西宁 海口 三亚 珠海 中山 惠州 温州 绍兴 嘉兴 金华
    台州 常州 南通 徐州 扬州 泉州 漳州 烟台 潍坊 临沂 洛阳 襄阳 宜昌 岳阳 株洲 柳州 桂林 绵阳 遵义 大理 保定 唐山 廊坊 包头 鞍山
    吉林 大庆
  `),
  district: list(`
    朝阳区 浦东新区 天河区 南山区 西湖区 武侯区 洪山区 鼓楼区 雁塔区 渝北区 岳麓区 金水区 市南区 鄞州区 滨湖区 海淀区 闵行区
    福田区 余杭区 高新区 江北区 越秀区 思明区 和平区 历下区 裕华区 白云区 宝安区 龙岗区 吴中区 蜀山区 青羊区 江宁区 丰台区
    徐汇区 番禺区 顺德区 经开区 开福区
  `),
  roadName: list(`
    人民 中山 解放 建设 和平 新华 文化 长江 黄河 胜利 科技 学院 迎宾 滨江 友谊 东风 光明 凤凰 育才 工业 体育 朝阳 环城 龙腾 兴业
    锦绣 天府 望江 紫荆 翠竹 梧桐 桂花 银杏 青年 繁荣 振兴 创新 海棠 南湖 北苑
  `),
  road: list(`{roadName}路 {roadName}大道 {roadName}街 {roadName}东路 {roadName}西路 {roadName}二路 {roadName}巷`),
  estate: list(`{pair}花园 {pair}小区 {pair}家园 {pair}府 {pair}苑 {pair}城 {pair}大厦 {pair}公馆 {pair}广场`),
  address: list(`
    {city}{district}{road}{n3}号{estate}{n2}栋{n4}室 {city}市{district}{estate}{n2}号楼{n1}单元{n4} {district}{road}{n3}号
  `),
};

const goods: Grammar = {
  brand: list(`{pair} 云朵 小鹿 山野 青木 初见 暖阳 星河 Luna Moko AIRO 极物 知夏 禾木 南枝 NOVA 三只熊 拾光`),
  kindOfGood: list(`
    耳机 连衣裙 保温杯 充电宝 运动鞋 电饭煲 行李箱 羽绒服 台灯 吹风机 牛仔裤 键盘 空气炸锅 面膜 手机壳 书包 加湿器 四件套 豆浆机
    卫衣 扫地机器人 婴儿车 枕头 洗面奶 数据线 手表 电动牙刷 坚果礼盒 茶具 咖啡机 雨伞 床垫 沙发套 剃须刀 帐篷 防晒衣 奶粉 猫粮
    鱼缸 显示器 路由器 净水器 挂烫机 瑜伽垫 登山杖 儿童座椅 香薰 口红 眼影盘 电热毯 暖风机 晾衣架 收纳箱 马丁靴 衬衫 西装 毛衣
    短裤 睡衣 袜子 围巾 帽子 墨镜 项链 耳环 平板 音箱 投影仪 摄像头 打印机 墨盒 电磁炉 炒锅 菜刀 案板 保鲜膜 洗衣液 垃圾袋 拖把
    窗帘 地毯 书架 电脑椅 升降桌 门锁 花洒 龙头 灯泡 插排 剪刀 胶带 画板 积木 拼图 遥控车
  `),
  quality: list(`
    无线 加厚 便携 迷你 智能 复古 轻薄 防水 家用 儿童 男士 女士 大容量 可折叠 降噪 纯棉 真皮 不锈钢 静音 超薄 磁吸 车载 商务
    韩版 宽松 修身 高腰 北欧 日式 恒温 速热 遥控 护眼 抗菌 双层 三合一 升级款 限量版 联名 加绒 透气 耐磨 防滑
  `),
  colour: list(`
    黑色 白色 灰色 米白色 藏青色 粉色 红色 蓝色 绿色 卡其色 咖啡色 紫色 黄色 香槟金 酒红色 雾霾蓝 薄荷绿 奶茶色 玫瑰金 深空灰
    橙色 杏色 墨绿色 樱花粉 银色 豆沙色 焦糖色
  `),
  size: list(`
    L码 M码 XL码 S码 XXL码 均码 42码 38码 39码 40码 41码 37码 43码 36码 110码 120码 130码 175/92A 1.5米 1.8米 500ml 750ml 128G
    256G 20寸 24寸
  `),
  good: list(`
    {kindOfGood} {quality}{kindOfGood} {brand}{kindOfGood} {brand}{quality}{kindOfGood} {colour}的{kindOfGood}
    {kindOfGood}{size}
  `),
  side: list(`左边 右边 底部 上面 背面 侧面 里面 外面 正面 边角 中间 前端 后端 内侧 外侧 下沿 顶上`),
  partHead: list(`
    充电 开关 拉链 电源 显示 按键 防尘 密封 固定 连接 调节 散热 出水 进风 旋转 支撑 挂钩 肩带 领口 袖口 腰头 鞋底 内胆 把手 滤芯
    屏幕 外壳 底座 轮子 镜片 扣子
  `),
  partTail: list(`口 键 圈 板 线 盖 轴 灯 扣 头 处 位置 部分 接口 那块 边缘 螺丝 卡扣 缝线 贴纸 垫片 弹簧`),
  part: list(`{partHead} {partHead}{partTail} {side}的{partHead}{partTail} {side}{partHead} {partHead}{side}`),
};

const times: Grammar = {
  when: list(`
    昨天 今天 前天 上周 {date} 刚才 上个月 {weekday} 早上 双十一 {n2}号 {n1}天前 上午 晚上 618 年前 {date}{time} 国庆的时候
    {n1}个月前 去年
  `),
  later: list(`
    今天 明天 {n1}天内 {n2}小时内 后天 这两天 {weekday} 周末 {date} 月底 下周{weekdayName} {n1}到{n1}个工作日 晚一点 {time}之前
    节后
  `),
  weekdayName: list(`一 二 三 四 五 六 日`),
  weekday: list(`周{weekdayName} 星期{weekdayName} 上周{weekdayName} 礼拜{weekdayName}`),
  date: list(`
    {month}月{day}号 {month}月{day}日 {month}.{day} 2026年{month}月{day}日 {month}-{day} 2026/{month}/{day}
  `),
  time: list(`{hour}点 {hour}点半 {hour}:{minute} 下午{n1}点 晚上{n1}点多`),
  price: list(`{n2}元 {n3}块 {n3}元 {n2}.{n1}元 ¥{n3} {n1}折 {n2}块钱 {n3}.00 {n4}元 {n2}％`),
};

const delivery: Grammar = {
  courier: list(`顺丰 中通 圆通 韵达 申通 极兔 京东快递 邮政 德邦 EMS 丹鸟 菜鸟裹裹 百世`),
  trackingPrefix: list(`SF YT ZT JT JD EMS DPK STO`),
  tracking: list(`{trackingPrefix}{d12} {d12} {trackingPrefix}{d8} 7{d12}`),
  order: list(`{d16} 2026{month}{day}{d8} DD{d8} NO.{d8} {d8} {d4}-{d8}`),
  phone: list(`13{d9} 15{d9} 18{d9} 19{d9} 138-{d4}-{d4} 17{d9}`),
  where: list(`
    {city} 中转站 驿站 门卫 快递柜 {district} 转运中心 小区门口 物业 公司前台 分拣中心 派送点 超市代收 家门口 {city}网点
  `),
};

const customer: Grammar = {
  hello: list(`
    你好 您好 在吗 在不在 亲 hi 有人吗 客服你好 你好呀 哈喽 hello 请问 喂 人工 老板 掌柜的 早上好 晚上好 打扰一下 人呢
  `),
  end: list(`吗？ 呢？ 呀 啊 吧 。 ！ 了 谢谢 ？ 哦 嘛 呗 哈 ？？ ！！ 😂 😊 🙏 😭 👍 … ～ 😡 💔 😅 🌹 ok thx`),
  degree: list(`有点 特别 非常 一直 总是 完全 真的 太 老是 根本 偶尔 突然 好像 实在 越来越 比较 确实 还是 经常 莫名`),
  trouble: list(`
    坏了 不亮 有异味 掉色 开不了机 充不进电 太小了 太大了 有划痕 破了 松动 漏水 发热 有噪音 少了一个 跟图片不一样 卡住了 断了
    脱线 起球 连不上 不制冷 没反应 裂开了 生锈 变形 发黄 不防水 掉漆 过敏 死机 闪屏 发霉 粘不牢 有色差 味道很大 起皱 漏电 不准
    跳闸 勾丝 开胶 有毛刺 晃得厉害 合不上 拧不动 自动关机 提示错误{errorCode} 出现{pair}的声音 磨破{part}
  `),
  errorCode: list(`E{n1} E0{n1} Error_{d4} F{n2} -{d4} code_{n3}`),
  want: list(`
    退货 换货 退款 补发 开发票 改地址 取消订单 维修 补差价 催一下 换个颜色 换大一码 换小一码 投诉 赔偿 退运费 重新下单 加急
    合并发货 分开寄 先不发 换个快递 拆单 撤销退款 延长收货
  `),
  feeling: list(`
    等了好久了 很失望 质量太差了 还不错 挺满意的 东西收到了很喜欢 孩子很喜欢 我很着急 都快一周了 气死我了 说好的{later}呢
    这是第{n1}次了 朋友推荐我买的 送人用的 下次还来 以后不会再买了 你们怎么做生意的 再不处理我就{want} 差评 给你们五星
    已经问了{n1}个客服 没人管吗 老用户了 我妈要用的 {n2}号要出差 着急搬家用 给{relative}买的 {relative}说{degree}{trouble}
    跟{city}的朋友一起拼的 隔壁店才{price} 物业说没收到 包装都{trouble} 说明书看不懂 快递员态度很差 快递放{where}了没通知我
  `),
  relative: list(`我妈 老公 孩子 女朋友 同事 爸爸 奶奶 姐姐 朋友 室友 领导 客户 媳妇 弟弟 老师 邻居 外婆 表哥`),
  complaint: list(`
    我{when}买的{good}{degree}{trouble} {good}{trouble} {part}{trouble} {good}的{part}{degree}{trouble} 收到的{good}{trouble}
    {when}收到，{part}{trouble} 用了{n1}天{part}就{trouble} 打开一看{part}{trouble} {good}用到{when}就{trouble}
    里面的{part}{degree}{trouble} {relative}用的时候{part}{trouble} 装{part}的时候发现{trouble} {part}和{part}都{trouble}
    只要{verb}{part}就{trouble} {good}刚{verb}{n1}次{trouble} 明明{verb}过了{part}还是{trouble}
  `),
  verb: list(`
    打开 按下 充电 清洗 拆开 安装 拧紧 碰到 穿上 加热 连接 重启 更换 拉动 折叠 放进 取下 擦拭 调节 拍照 晾晒 转动 对准 按住
  `),
  asking: list(`
    什么时候发货 {good}有{colour}{size}的吗 {good}还有货吗 能便宜点吗 这个{size}适合{n3}斤的人吗 可以{want}吗 怎么{want}
    {want}要多久 {good}多少钱 {courier}到哪了 发{courier}可以吗 保修多久 {later}能到{city}吗 包邮吗 身高{n3}体重{n2}公斤穿什么码
    {good}和{good}哪个好 {colour}和{colour}哪个显白 有没有优惠券 满{price}减多少 运费谁出 支持七天无理由吗 {part}可以单独买吗
    会不会{trouble} 是正品吗 什么材质的 能放{where}吗 安装收费吗 {part}怎么{verb} 有{n1}个的套装吗 {relative}能用吗
    {price}的那款还在吗 可以开{pair}公司的发票吗 {verb}之后要等多久 几号有活动 旧的可以换新的吗
  `),
  giving: list(`
    订单号{order} 单号是{tracking} 我电话{phone} 收货人{person}，{phone} 地址改成{address} {address} {address}，{person}收
    {order} 快递{tracking} 税号91{d16} 尾号{d4} 微信号{latin}{d4} 邮箱{latin}@qq.com 型号{model} 付了{price} 要{colour}{size}
    拍的是{good}，{colour}，{size} 留言写的{person} 取件码{n1}-{n2}-{d4} 寄到{city}{estate} 发票抬头{city}{pair}{pair}有限公司
    wifi_名字_{latin}
  `),
  model: list(`
    {latinUpper}-{d4} {latinUpper}{n3} {latinUpper}{n2}_Pro {latinUpper}{n1}_Max {latinUpper}-{n2}{latinUpper} ＡＢ{n3}型
  `),
  update: list(`
    物流显示还在{where} {when}就显示到{city}了 {where}说没有我的件 {courier}{degree}慢 查了{tracking}没有信息
    {when}发的{courier}还没动 签收人写的{person}不是我 到{where}之后就没更新 {when}打过{phone}没人接
    {courier}让我自己去{where}取
  `),
  small: list(`
    好的 嗯 嗯嗯 谢谢 收到 ok OK 知道了 好吧 行 可以 不用了 没事 等一下 稍等 对的 是的 不是 我看看 麻烦了 辛苦了 明白 好滴 哦哦
    👌 算了 在的 1 对 没有 有的 😂😂 哈哈 這樣啊 謝謝 收到貨了 沒關係
  `),
  traditional: list(`
    請問這個{kindOfGood}什麼時候發貨 我要退貨，訂單號{order} 寄到香港要幾天 這個尺碼偏大嗎，我平時穿{size}
    顏色跟圖片不一樣，想換{colour} 運費多少錢，可以寄臺灣嗎
  `),
  polite: list(`麻烦 请 麻烦帮我 能不能 可不可以 想 我要 需要 帮忙 赶紧 尽快 直接 还是`),
  customerClause: list(`
    {complaint} {asking} {polite}{want} {feeling} {giving} {update} {complaint}，{feeling} {polite}{want}，{giving} {personal}
  `),
  personal: list(`
    {person}让我来问的 我是{estate}的{surname}{title} 上次是{person}给我处理的 店名叫{pair}{kindOfGood}店
    你们{city}{roadName}路店说可以{want} 我们{pair}公司要{n3}个 看{pair}直播买的 {pair}推荐的{good} 给{pair}{title}定的{good}
    孩子叫{person}，要刻字 贺卡写：祝{person}{wish} 群里{pair}说{price}就能拿 {pair}那款停产了吗
  `),
  wish: list(`生日快乐 万事如意 新婚快乐 一路顺风 步步高升 早日康复 节日快乐 学业有成 平安喜乐`),
  title: list(`先生 女士 老师 经理 姐 哥 总 医生 阿姨`),
  customerSays: list(`
    {customerClause}，{customerClause}{end} {customerClause}{end} {hello}，{customerClause}，{customerClause}{end}
    {customerClause}，{customerClause}，{customerClause}{end} {customerClause}。{customerClause} {customerClause}
    {customerClause}_{customerClause} {hello}，{customerClause}{end}
    {customerClause}，{customerClause}。{customerClause}，{customerClause}{end} {traditional}
  `),
};

const agent: Grammar = {
  dear: list(`
    亲 您好 亲亲 亲爱的 您好呀 好的亲 嗯嗯 实在抱歉 非常抱歉 感谢您的理解 好的呢 收到 不好意思 明白了 放心
  `),
  close: list(`哦～ 呢 哈 ～ 。 哦 ！ 😊 🌹 呀 的哦 请您放心 感谢支持 祝您生活愉快 ❤️ 👌 。谢谢您的耐心等待`),
  do: list(`
    这边帮您{want} 已经为您登记{want} 给您申请{price}补偿 马上帮您核实一下{part}的情况 {later}会有专人联系您 为您催促{courier}
    这边查询到您的包裹在{where} 帮您备注{colour}{size} 已反馈给{city}仓库 给您补发一个{part} 已转给{pair}主管处理
    帮您拦截{tracking} 将{price}退回原账户 帮您把地址改为{address} 安排{city}的师傅{later}上门 给您发了{price}优惠券
    换成{colour}的{good}给您寄过去 帮您联系{where}核实签收人{person}
  `),
  request: list(`
    麻烦提供一下订单号 请拍一张{part}的照片 请问是哪个{part}{trouble}呢 您方便说一下收货人电话吗 您可以先试试{verb}{part}
    {verb}{part}{n2}秒再看一下 把{good}寄回{address} 请用{courier}寄回 请核对一下订单{order} 请提供{part}的视频 请告诉我型号
    麻烦看一下{part}上的编号 请先不要{verb}{part} 退回时请写上{person}
  `),
  fact: list(`
    {good}目前{colour}有货 {later}安排发货 默认发{courier} 这款支持七天无理由退换 退款{later}到账 {good}保修{n1}年
    运单号{tracking} 建议您选{size} 这款是{quality}的 现在下单立减{price} 活动到{date}{time}结束 {colour}要{later}才有
    {part}属于正常现象 仓库在{city} 运费险可以赔付{price} {good}和{good}一起拍更划算 偏远地区需要补{price}运费
    发票{later}开好发您邮箱 {part}在{side} {part}可以用温水{verb} 库存只剩{n2}件 {size}比{size}大{n1}厘米
    工作时间是{time}到{time} {pair}系列{later}上新 专线{phone} 工单号{order} 型号是{model}
  `),
  agentClause: list(`{do} {request} {fact} {fact}，{fact} {do}，{fact}`),
  agentSays: list(`
    {dear}，{agentClause}，{agentClause}{close} {dear}，{agentClause}{close} {agentClause}，{agentClause} {agentClause}{close}
    {dear}，{agentClause}。{agentClause}，{agentClause}{close} {dear}{close}{agentClause}，{agentClause}
  `),
  agentSmall: list(`
    好的呢 在的亲 稍等一下哦 收到 不客气 您好，很高兴为您服务 请问有什么可以帮您 还有其他问题吗 祝您生活愉快 好的，马上 我看一下
    感谢您的好评 亲，还在吗 😊
  `),
};

export const GRAMMAR: Grammar = { ...places, ...goods, ...times, ...delivery, ...customer, ...agent };
